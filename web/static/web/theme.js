// Runs before the first paint: the theme chosen before, else the system's; and the switch in the header.
(function () {
  "use strict";
  var KEY = "dothi-theme";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function chosen() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }
  function apply() {
    document.documentElement.setAttribute("data-bs-theme", chosen() || (dark.matches ? "dark" : "light"));
  }
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-theme-switch]")) return;
    var next = document.documentElement.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    try { localStorage.setItem(KEY, next); } catch (error) { /* kept for this page only */ }
    document.documentElement.setAttribute("data-bs-theme", next);
  });
  // The language switch keeps the view: what follows # stays on the client.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-keep-hash]");
    if (link && location.hash) link.href = link.href.split("#")[0] + location.hash;
  });
})();
