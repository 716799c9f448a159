import { drawing } from './lasso.js';
import { css, themed } from './themed.js';

// The only module that talks to Plotly. Colours come from the page's CSS, so a chart follows light and dark by itself.
const figures = new Map();
const pens = new WeakMap();
let loading;

function plotly() {
  loading ??= new Promise((resolve, reject) => {
    if (window.Plotly) return resolve(window.Plotly);
    const script = document.createElement('script');
    script.src = new URL('lib/plotly/plotly.min.js', document.baseURI).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error('plotly.js could not be loaded'));
    document.head.append(script);
  });
  return loading;
}

const config = buttons => ({
  responsive: true, displaylogo: false, showSendToCloud: false, displayModeBar: buttons ? 'hover' : false, scrollZoom: !buttons,
  modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d', 'zoomIn2d', 'zoomOut2d'],
});

document.addEventListener('themechange', async () => {
  const Plotly = await plotly();
  for (const [element, layout] of figures) if (element.isConnected) Plotly.relayout(element, themed(layout));
});

/** Draws a figure (JSON text with data and layout) into an element, or redraws it. */
export async function render(element, json) {
  const Plotly = await plotly();
  // The person may have left the page meanwhile.
  if (!element?.isConnected) return;
  const figure = JSON.parse(json);
  figures.set(element, figure.layout ?? {});
  await Plotly.react(element, figure.data, themed(figure.layout ?? {}), config(true));
  element.dataset.drawn = '1';
}

/** Saves a chart as an image, 'png' or 'svg', as it is on the screen; the page's surface goes behind it, else dark text would lie on nothing. */
export async function save(element, format, name) {
  const Plotly = await plotly();
  const box = element.getBoundingClientRect();
  const layout = { ...element.layout, paper_bgcolor: css('--cs-surface') };
  const size = { width: Math.round(box.width), height: Math.round(box.height), scale: format === 'png' ? 2 : 1 };
  await Plotly.downloadImage({ data: element.data, layout }, { format, filename: name, ...size });
}

/** Frees a chart. */
export function dispose(element) {
  figures.delete(element);
  if (window.Plotly && element) window.Plotly.purge(element);
}

/**
 * Draws customers as points. They come as binary from the address:
 * int32 n, int32 colours are values (1) or groups (0), float32 x[n], y[n], size[n], colour[n], then the ids, one a line.
 * Selections go back as their outline in data units, never as points.
 */
export async function renderPoints(element, url, json, page) {
  const options = JSON.parse(json);
  const [Plotly, response] = await Promise.all([plotly(), fetch(url, { headers: { accept: 'application/octet-stream' } })]);
  if (!response.ok) throw new Error(`The points could not be loaded (${response.status}).`);
  const buffer = await response.arrayBuffer();
  if (!element?.isConnected) return;
  element.dataset.ready = String(Math.round(performance.now()));
  const [n, continuous] = new Int32Array(buffer, 0, 2);
  const column = i => new Float32Array(buffer, 8 + i * n * 4, n);
  const [x, y, size, colour] = [column(0), column(1), column(2), column(3)];
  const ids = new TextDecoder().decode(new Uint8Array(buffer, 8 + 16 * n)).split('\n');
  const opacity = n > 20000 ? 0.55 : n > 3000 ? 0.7 : 0.85;
  const hover = `<b>%{text}</b><br>${options.xLabel}: %{x:,.2~f}<br>${options.yLabel}: %{y:,.2~f}`;
  const traces = continuous
    ? [{ name: options.colourLabel, x, y, text: ids, marker: { size, color: colour, colorscale: options.scale, opacity, showscale: true, colorbar: { title: { text: options.colourLabel }, thickness: 12, outlinewidth: 0 } }, hovertemplate: `${hover}<br>${options.colourLabel}: %{marker.color:,.2~f}<extra></extra>`, customdata: Int32Array.from(x.keys()) }]
    : byGroup(options.groups, x, y, size, colour, ids, opacity, hover, n > 20000);
  for (const trace of traces) Object.assign(trace, { type: 'scattergl', mode: 'markers' });
  const layout = {
    xaxis: { title: { text: options.xLabel }, type: options.logX ? 'log' : 'linear' },
    yaxis: { title: { text: options.yLabel }, type: options.logY ? 'log' : 'linear' },
    dragmode: pens.get(element)?.tool === null ? 'pan' : false, hovermode: 'closest', showlegend: !continuous, uirevision: url,
    legend: { orientation: 'h', y: 1.02, yanchor: 'bottom', x: 0, itemsizing: 'constant' }, margin: { l: 64, r: 16, t: 24, b: 52 },
  };
  figures.set(element, layout);
  await Plotly.react(element, traces, themed(layout), config(false));
  element.dataset.points = String(n);
  element.removeAllListeners?.('plotly_click');
  element.on('plotly_click', event => {
    const at = event.points?.[0]?.text;
    if (at && !pens.get(element)?.justDrew) page.invokeMethodAsync('OnPointClicked', at);
  });
  pens.get(element)?.clear();
  if (!pens.has(element)) {
    pens.set(element, drawing(element, (x, y) => {
      const [xs, ys] = [toData(element, 'x', x), toData(element, 'y', y)];
      page.invokeMethodAsync('OnSelected', xs, ys);
    }, () => page.invokeMethodAsync('OnDeselected')));
  }
  requestAnimationFrame(() => requestAnimationFrame(() => { element.dataset.painted = String(Math.round(performance.now())); }));
}

/** Takes the selection away. */
export function clearSelection(element) {
  pens.get(element)?.clear();
}

/** Chooses what dragging does: 'lasso', 'box' or 'pan'. */
export function setTool(element, tool) {
  const pen = pens.get(element);
  if (!pen) return;
  pen.tool = tool === 'pan' ? null : tool;
  window.Plotly.relayout(element, { dragmode: tool === 'pan' ? 'pan' : false });
}

/** Shows all points again. */
export function resetZoom(element) {
  window.Plotly.relayout(element, { 'xaxis.autorange': true, 'yaxis.autorange': true });
}

// From places on the screen to the unit of an axis.
function toData(element, letter, places) {
  const axis = element._fullLayout[letter + 'axis'];
  const box = element.getBoundingClientRect();
  const offset = letter === 'x' ? box.left + axis._offset : box.top + axis._offset;
  return places.map(p => axis.p2d(p - offset));
}

// Shapes beside colours, but for so many points that shapes could not be told apart and would only cost time.
function byGroup(groups, x, y, size, colour, ids, opacity, hover, circles) {
  const counts = new Int32Array(groups.length);
  for (const g of colour) counts[g]++;
  const traces = groups.map((group, g) => ({
    name: group.name, x: new Float32Array(counts[g]), y: new Float32Array(counts[g]), text: new Array(counts[g]),
    marker: { size: new Float32Array(counts[g]), color: group.colour, symbol: circles ? 'circle' : group.symbol, opacity, line: { width: 0 } },
    hovertemplate: `${hover}<extra>${group.name}</extra>`,
  }));
  const at = new Int32Array(groups.length);
  for (let i = 0; i < x.length; i++) {
    const g = colour[i], trace = traces[g], k = at[g]++;
    trace.x[k] = x[i];
    trace.y[k] = y[i];
    trace.marker.size[k] = size[i];
    trace.text[k] = ids[i];
  }
  return traces.filter(trace => trace.x.length > 0);
}
