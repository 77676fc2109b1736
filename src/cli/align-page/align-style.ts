/** What the page of an alignment adds to the look of every page. */
export const ALIGN_STYLE = `
article>figure:first-child{margin-top:0;padding-top:0;border-top:0}
.told blockquote{font-size:1.02rem;line-height:1.55}
.found{margin:0;color:var(--soft)}.found b{font-size:1.9rem;line-height:1.1;color:var(--ink);font-variant-numeric:tabular-nums}
.tone0{--tone:116,92,255}.tone1{--tone:225,55,140}.tone2{--tone:255,136,26}.tone3{--tone:20,150,140}.tone4{--tone:40,110,220}.tone5{--tone:120,130,60}
.matrix{display:grid;grid-template-columns:minmax(200px,344px) minmax(0,560px);gap:16px;align-items:start;justify-content:start}
.matrix-words p{margin:0 0 14px;color:var(--soft);font-size:.9rem;max-width:38ch}
.matrix-words ul{list-style:none;margin:0;padding:0;font-size:.88rem;color:var(--soft)}
.matrix-words li{padding:3px 0}.matrix-words li b{display:inline-grid;place-items:center;width:1.6em;height:1.6em;margin-right:.5em;border-radius:5px;background:rgba(var(--tone),.16);color:var(--ink);font-size:.8rem}
.similarity{margin:0;padding:0;border:0;display:grid;grid-template-columns:24px minmax(0,1fr);grid-template-rows:24px auto 20px;gap:3px}
.side{position:relative;font-size:.72rem}.side.left{grid-area:2/1}.side.top{grid-area:1/2}
.side span{position:absolute;display:grid;place-items:center;overflow:hidden;background:rgba(var(--tone),.16);color:var(--ink);font-weight:650}
.side.left span{inset-inline:0;border-top:2px solid rgb(var(--tone))}.side.top span{inset-block:0;border-left:2px solid rgb(var(--tone))}
.image{grid-area:2/2;position:relative;aspect-ratio:1;border-radius:4px;overflow:hidden;background:#faf8f5}
.image img{width:100%;height:100%;display:block;image-rendering:auto}
.image u,.image s{position:absolute;background:#1c1a22;opacity:.28}.image u{inset-block:0;width:1px}.image s{inset-inline:0;height:1px}
.similarity .axis{grid-area:3/2}
.match figure{border:0;padding:0;margin-top:14px}.match .wave{height:54px;cursor:default}.match .row{min-width:40px}
.match p.facts{margin:0}.match p.facts b{color:var(--ink)}
.bands{display:block;width:100%;height:90px}.bands path{fill:rgb(var(--tone))}
@media screen and (max-width:760px){.matrix{grid-template-columns:minmax(0,1fr)}}
@media print{.matrix,.match{break-inside:avoid}.matrix{grid-template-columns:200px minmax(0,380px)}}
`;
