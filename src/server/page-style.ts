/** How the page looks, by day and by night. */
export const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1d2433, #e8eaf0); --soft: light-dark(#5c667a, #9aa4b8); --paper: light-dark(#f6f5f1, #14171f);
  --card: light-dark(#fff, #1d212c); --line: light-dark(#dcdad2, #333a4a); --wanted: light-dark(#0f7b6c, #3fc7b1); --avoided: light-dark(#b3452c, #f08a6c); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 58rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header { display: flex; align-items: baseline; gap: 1rem; flex-wrap: wrap; }
h1 { margin: 0; font-size: 1.6rem; letter-spacing: -.02em; }
header p, label, .meta, time { color: var(--soft); font-size: .875rem; margin: 0; }
textarea, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .45rem .6rem; }
textarea { display: block; width: 100%; margin: .3rem 0 .7rem; resize: vertical; }
.filters { display: flex; flex-wrap: wrap; gap: .8rem; align-items: end; }
.filters label { display: grid; gap: .15rem; }
.filters label[hidden] { display: none; }
button { font: inherit; font-weight: 600; padding: .45rem 1.4rem; border: 0; border-radius: .4rem; background: var(--ink); color: var(--paper); cursor: pointer; }
button:disabled { opacity: .5; cursor: wait; }
:focus-visible { outline: 2px solid var(--wanted); outline-offset: 2px; }
ol { list-style: none; margin: 0; padding: 0; }
li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .9rem 1rem; margin: 0 0 .8rem; }
h2 { font-size: 1.05rem; margin: 0; }
.sure { float: right; font-size: .75rem; border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .6rem; }
.meta { overflow-wrap: anywhere; }
.row { display: grid; grid-template-columns: minmax(8rem, 2fr) 3fr 6.5rem; gap: .8rem; align-items: center; margin-top: .35rem; font-size: .875rem; }
.rail { position: relative; display: block; width: 100%; height: .8rem; background: var(--paper); border-radius: .4rem; }
.rail rect { fill: var(--wanted); }
.avoided .rail rect { fill: var(--avoided); }
.avoided .sentence::before { content: "without: "; color: var(--avoided); }
.nothing .sentence { color: var(--soft); }
time { text-align: right; font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) { .row { grid-template-columns: 1fr 6.5rem; } .sentence { grid-column: 1 / -1; } }
`;
