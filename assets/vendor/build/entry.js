"use strict";
// The core already contains scatter.
var Plotly = require("plotly.js/lib/core");

// The Spanish locale of plotly.js 4.1.1 has no order of day and month: "May 2, 2024".
var es = require("plotly.js/lib/locales/es");
Object.assign(es.format, {
    year: "%Y",
    month: "%b %Y",
    dayMonth: "%-d %b",
    dayMonthYear: "%-d %b %Y"
});

Plotly.register([
    require("plotly.js/lib/bar"),
    require("plotly.js/lib/choropleth"),
    require("plotly.js/lib/scattergeo"),
    require("plotly.js/lib/locales/fr"),
    es,
    require("./locale-ar.js")
]);

// Figures that forget their config must not reach other hosts either.
// A config given to a figure still replaces these values.
Plotly.setPlotConfig({
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    topojsonURL: "/assets/boundaries/"
});

module.exports = Plotly;
