"use strict";
// Own Arabic locale. The one in plotly.js 4.1.1 names March twice (May is missing),
// has digits for short month names and an empty dictionary.
// Month names are those used by the United Nations in Arabic; numbers use the
// figures 0-9 with "." and ",".
var days = ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"];
var months = [
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"
];

module.exports = {
    moduleType: "locale",
    name: "ar",
    dictionary: {
        "Autoscale": "ضبط تلقائي للمقياس",
        "Box Select": "تحديد مستطيل",
        "Cancel": "إلغاء",
        "Click to enter Colorscale title": "انقر لإدخال عنوان مقياس الألوان",
        "Click to enter Plot title": "انقر لإدخال عنوان الرسم البياني",
        "Click to enter Plot subtitle": "انقر لإدخال العنوان الفرعي للرسم البياني",
        "Click to enter X axis title": "انقر لإدخال عنوان المحور الأفقي",
        "Click to enter Y axis title": "انقر لإدخال عنوان المحور الرأسي",
        "Compare data on hover": "مقارنة البيانات عند التمرير",
        "Double-click on legend to isolate one trace": "انقر نقرًا مزدوجًا على وسيلة الإيضاح لعزل سلسلة واحدة",
        "Double-click to zoom back out": "انقر نقرًا مزدوجًا للعودة إلى العرض الكامل",
        "Download plot": "تنزيل الرسم البياني",
        "Download plot as JSON": "تنزيل الرسم البياني بصيغة JSON",
        "Download plot as a PNG": "تنزيل الرسم البياني بصيغة PNG",
        "Draw circle": "رسم دائرة",
        "Draw closed freeform": "رسم شكل حر مغلق",
        "Draw line": "رسم خط",
        "Draw open freeform": "رسم شكل حر مفتوح",
        "Draw rectangle": "رسم مستطيل",
        "Erase active shape": "محو الشكل المحدد",
        "Image download succeeded": "تم تنزيل الصورة",
        "JSON download succeeded": "تم تنزيل ملف JSON",
        "Lasso Select": "تحديد حر",
        "Pan": "تحريك",
        "Preparing image - this may take a few seconds": "جارٍ إعداد الصورة، وقد يستغرق ذلك بضع ثوانٍ",
        "Produced with Plotly.js": "أُنشئ باستخدام Plotly.js",
        "Reset": "إعادة الضبط",
        "Reset axes": "إعادة ضبط المحاور",
        "Reset view": "إعادة ضبط العرض",
        "Reset views": "إعادة ضبط العروض",
        "Share": "مشاركة",
        "Share chart": "مشاركة الرسم البياني",
        "Share chart...": "مشاركة الرسم البياني…",
        "Show closest data on hover": "إظهار أقرب البيانات عند التمرير",
        "Sorry, there was a problem downloading your JSON file!": "عذرًا، حدثت مشكلة أثناء تنزيل ملف JSON.",
        "Sorry, there was a problem downloading your image!": "عذرًا، حدثت مشكلة أثناء تنزيل الصورة.",
        "Toggle Spike Lines": "إظهار خطوط الإرشاد أو إخفاؤها",
        "Toggle show closest data on hover": "تشغيل إظهار أقرب البيانات عند التمرير أو إيقافه",
        "Zoom": "تكبير منطقة",
        "Zoom in": "تكبير",
        "Zoom out": "تصغير",
        "lat:": "خط العرض:",
        "lon:": "خط الطول:",
        "new text": "نص جديد",
        "trace": "سلسلة"
    },
    format: {
        days: days,
        shortDays: days,
        months: months,
        shortMonths: months,
        date: "%d/%m/%Y",
        decimal: ".",
        thousands: ",",
        year: "%Y",
        month: "%B %Y",
        // Plotly sets its text left to right: the mark U+200F keeps day and month in Arabic order.
        dayMonth: "\u200f%-d %B",
        dayMonthYear: "\u200f%-d %B %Y"
    }
};
