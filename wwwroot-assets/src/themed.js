// What a chart takes from the styles of the page it stands on; shared by the program's pages and published reports.
export const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A layout in the page's colours and type. */
export function themed(layout) {
  const text = css('--cs-text'), muted = css('--cs-muted'), grid = css('--cs-grid'), surface = css('--cs-surface');
  const axis = given => ({ gridcolor: grid, zerolinecolor: grid, linecolor: grid, tickcolor: grid, color: muted, automargin: true, ...given });
  const result = {
    paper_bgcolor: 'transparent', plot_bgcolor: 'transparent', separators: '.\u202F', margin: { l: 48, r: 16, t: 16, b: 40 },
    hoverlabel: { bgcolor: surface, bordercolor: grid, font: { family: getComputedStyle(document.body).fontFamily, color: text, size: 13 }, align: 'left' },
    modebar: { orientation: 'v', bgcolor: 'transparent', color: muted, activecolor: css('--cs-accent') },
    ...layout,
    font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: text, ...layout.font },
    legend: { font: { color: text }, bgcolor: 'transparent', ...layout.legend },
  };
  for (const name of Object.keys(layout)) if (/^[xy]axis\d*$/.test(name)) result[name] = axis(layout[name]);
  result.xaxis ??= axis({});
  result.yaxis ??= axis({});
  return result;
}
