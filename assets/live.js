/* The components of Dash's tree. They show nothing: they tie Dash to the charts that stand on the page (site.js). */
(function () {
  "use strict";
  var React = window.React;
  window.figures_live = {
    LiveGroup: function (props) { return props.children || null; },
    LiveChart: function (props) {
      React.useEffect(function () {
        window.figuresCharts.connect(props.chart, function (asked) { props.setProps({ asked: asked }); });
      }, []);
      React.useEffect(function () {
        if (props.reply) { window.figuresCharts.receive(props.chart, props.reply); }
      }, [props.reply]);
      return null;
    }
  };
})();
