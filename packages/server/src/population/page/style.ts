/** Style of the report page: the product's colours, twice. */
export const style = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #0e1116);
  --panel: light-dark(#f6f8fa, #161b22);
  --line: light-dark(#d5dbe2, #2c3440);
  --text: light-dark(#16202c, #e8ecf1);
  --quiet: light-dark(#545f6d, #a0abb8);
  --accent: light-dark(#1f5fa8, #6cb0f5);
  --accent-soft: light-dark(#dfeaf7, #1b2f47);
  --loss: light-dark(#a8480c, #f0985a);
  --isolated: light-dark(#a8480c, #f0985a);
  --cross: light-dark(#1f5fa8, #6cb0f5);
  --portfolio: light-dark(#1a6e4a, #4cc38a);
}
*, *::before, *::after { box-sizing: border-box; }
html { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; }
body { margin: 0; font-size: 0.875rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
h1, h2, h3, p, ul, dl, dd, figure { margin: 0; padding: 0; }
h1 { font-size: 1.0625rem; }
h2 { font-size: 0.875rem; font-weight: 600; }
.quiet { color: var(--quiet); font-weight: 400; }
small, .small { font-size: 0.75rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; padding: 0.625rem 1rem; border-bottom: 1px solid var(--line); }
header p { color: var(--quiet); font-size: 0.75rem; }
.strip { padding: 0.375rem 1rem; border-bottom: 1px solid var(--line); background: var(--accent-soft); }
main { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 0.75rem; max-width: 86rem; margin: 0 auto; padding: 0.75rem 1rem 2rem; }
section { grid-column: span 6; min-width: 0; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--panel); }
section > h2 { margin-bottom: 0.5rem; }
section > h2 + .quiet { margin: -0.375rem 0 0.5rem; font-size: 0.75rem; }
.half { grid-column: span 3; }
.mode { grid-column: span 2; border-top: 3px solid var(--mode); }
.mode h2::first-letter, th.mode-head::first-letter { text-transform: uppercase; }
.mode h2 { color: var(--mode); }
.big { font-size: 1.75rem; font-weight: 700; line-height: 1.2; }
.mode dl { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.125rem 0.75rem; margin-top: 0.5rem; }
.mode dt { color: var(--quiet); }
.mode dd { text-align: right; font-weight: 600; }
[data-mode="isolated"] { --mode: var(--isolated); }
[data-mode="cross"] { --mode: var(--cross); }
[data-mode="portfolio"] { --mode: var(--portfolio); }
.plot { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); column-gap: 0.5rem; margin-top: 0.375rem; }
.plot-name { align-self: center; font-weight: 600; color: var(--mode, var(--text)); }
.plot-name::first-letter { text-transform: uppercase; }
.plot-name .quiet { display: block; font-size: 0.75rem; }
.plot svg { display: block; width: 100%; height: 4.25rem; border-bottom: 1px solid var(--line); overflow: visible; }
.plot.tall svg { height: 8rem; }
.plot path, .plot line { vector-effect: non-scaling-stroke; }
.trace { fill: none; stroke: var(--mode, var(--text)); stroke-width: 1.5; stroke-linejoin: round; }
.bars { fill: none; stroke: var(--mode); stroke-width: 2; }
.grid { stroke: var(--line); stroke-width: 1; }
.dates { display: flex; justify-content: space-between; margin-left: 6rem; color: var(--quiet); font-size: 0.75rem; }
.rows { display: grid; gap: 0.625rem; }
.row-name { display: flex; justify-content: space-between; gap: 1rem; }
.bar-line { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr) 9.5rem; align-items: center; gap: 0.5rem; font-size: 0.75rem; }
.bar-line > :last-child { text-align: right; white-space: nowrap; }
.bar-track { display: flex; height: 0.625rem; border-radius: 2px; background: var(--line); overflow: hidden; }
.bar-track i { display: block; background: var(--mode); }
.bar-track i + i { opacity: 0.45; }
.bar-line > :first-child { color: var(--mode); }
.frame { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.3125rem 0.5rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap; }
th:first-child { text-align: left; font-weight: 400; white-space: normal; min-width: 9rem; }
thead th { color: var(--quiet); font-size: 0.75rem; font-weight: 600; vertical-align: bottom; }
thead th:first-child { font-weight: 600; }
th[scope="colgroup"] { text-align: center; color: var(--text); min-width: 0; }
thead td { border-bottom: 0; }
td:nth-child(5), thead tr + tr th:nth-child(5) { padding-left: 1.5rem; }
tbody tr:last-child > * { border-bottom: 0; }
.loss { color: var(--loss); }
ul { display: grid; gap: 0.25rem; padding-left: 1.25rem; }
@media (max-width: 60rem) {
  .half, .mode { grid-column: span 6; }
  main { padding: 0.5rem 0.5rem 1.5rem; }
  .plot { grid-template-columns: minmax(0, 1fr); }
  .dates { margin-left: 0; }
  .bar-line { grid-template-columns: 4.5rem minmax(0, 1fr) 7.5rem; }
  th, td { padding: 0.3125rem 0.375rem; }
}
`
