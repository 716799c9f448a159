// Selecting by drawing: an outline over the chart, with mouse, pen or finger. Only the outline is handed on, never the points,
// so that drawing stays as quick with a million points as with ten.
const shortest = 8;

/** Lets a person draw on a chart. Returns an object to change the tool ('lasso', 'box' or null) and to take the outline away. */
export function drawing(element, finished, letGo) {
  let tool = 'lasso', points = null, layer = null, finishedAt = -Infinity;

  const area = () => element.querySelector('.nsewdrag')?.getBoundingClientRect();
  const clear = () => { layer?.remove(); layer = null; points = null; };

  function begin(event) {
    const box = area();
    if (!tool || event.button !== 0 || !box || !within(box, event)) return;
    clear();
    points = [[event.clientX, event.clientY]];
    element.setPointerCapture?.(event.pointerId);
  }

  function move(event) {
    if (!points) return;
    const box = area();
    const at = [clamp(event.clientX, box.left, box.right), clamp(event.clientY, box.top, box.bottom)];
    if (tool === 'box') points = [points[0], at];
    else if (Math.hypot(at[0] - points.at(-1)[0], at[1] - points.at(-1)[1]) >= 3) points.push(at);
    if (!layer && extent() < shortest) return;
    layer ??= addLayer();
    layer.firstChild.setAttribute('d', pathOf(corners(), element.getBoundingClientRect()));
  }

  function end(event) {
    if (!points) return;
    element.releasePointerCapture?.(event.pointerId);
    const outline = corners(), drawn = layer && extent() >= shortest;
    points = null;
    if (!drawn) return clear();
    finishedAt = performance.now();
    finished(outline.map(p => p[0]), outline.map(p => p[1]));
  }

  const corners = () => tool === 'box' && points.length === 2
    ? [points[0], [points[1][0], points[0][1]], points[1], [points[0][0], points[1][1]]]
    : points;
  const extent = () => Math.max(...[0, 1].map(i => Math.max(...points.map(p => p[i])) - Math.min(...points.map(p => p[i]))));

  function addLayer() {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'lasso');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(document.createElementNS(svg.namespaceURI, 'path'));
    element.append(svg);
    return svg;
  }

  element.addEventListener('pointerdown', begin);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', () => clear());
  element.addEventListener('dblclick', () => { clear(); letGo(); });

  return {
    clear,
    /** The mouse button that ends a drawing is no click on the point below it. */
    get justDrew() { return performance.now() - finishedAt < 500; },
    get tool() { return tool; },
    set tool(value) { tool = value; },
  };
}

const within = (box, event) => event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const pathOf = (points, origin) => 'M' + points.map(([x, y]) => `${(x - origin.left).toFixed(1)} ${(y - origin.top).toFixed(1)}`).join('L') + 'Z';
