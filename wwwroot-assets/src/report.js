import { themed } from './themed.js';

// The script of a published report. The file brings plotly.js and its figures along, so nothing is loaded from anywhere.
const figures = JSON.parse(document.getElementById('figures').textContent);
const charts = [...document.querySelectorAll('[data-figure]')];

async function draw(element) {
  const { data, layout } = figures[Number(element.dataset.figure)];
  await window.Plotly.react(element, data, themed(layout ?? {}), { responsive: true, displaylogo: false, displayModeBar: false });
  element.dataset.drawn = '1';
}

charts.forEach(draw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.forEach(draw));
document.getElementById('print').addEventListener('click', () => print());
