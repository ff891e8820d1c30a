// Chooses the colour scheme before the first paint; a file of its own because the page's policy forbids inline scripts.
(function () {
  var stored = null;
  try { stored = localStorage.getItem('decnet-colour-scheme'); } catch { /* storage is switched off: fall through */ }
  var scheme = stored === 'light' || stored === 'dark' ? stored : matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
