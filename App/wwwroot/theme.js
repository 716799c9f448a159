// Runs before the first paint, so that nobody sees the page flash in the wrong colours.
(() => {
  const key = 'theme';
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => localStorage.getItem(key);
  const apply = () => {
    const dark = (chosen() ?? (system.matches ? 'dark' : 'light')) === 'dark';
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    for (const link of document.querySelectorAll('link[href*="_content/Radzen.Blazor/css/"]')) {
      link.href = link.href.replace(/standard(-dark)?-base\.css/, dark ? 'standard-dark-base.css' : 'standard-base.css');
    }
    document.dispatchEvent(new CustomEvent('themechange'));
  };
  system.addEventListener('change', apply);
  document.addEventListener('DOMContentLoaded', apply);
  document.addEventListener('click', event => {
    if (event.target.closest?.('[data-theme-toggle]')) {
      localStorage.setItem(key, document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
      apply();
    }
  });
  apply();
})();
