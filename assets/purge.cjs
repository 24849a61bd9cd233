// What purgecss leaves of the style sheet: all of our own, and of GOV.UK Frontend the classes that pages name.
module.exports = {
  css: ["graphapp/web/static/app.css"],
  content: ["templates/**/*.html", "graphapp/pictures/*.py"],
  safelist: [/^(?!govuk-)/, /^govuk-tag--/], // a tag's colour is put together in templates/_macros.html
};
