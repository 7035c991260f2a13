// Runs before the first paint, so that a chosen theme does not flash. A file of its own: the policy allows no inline script.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('opsledger-theme');
  } catch (error) {
    chosen = null; // storage may be forbidden; the system's theme then stands
  }
  if (chosen === 'dark' || chosen === 'light') document.documentElement.setAttribute('data-ol-theme', chosen);
})();
