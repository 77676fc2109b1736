/** The look of every page of collap that shows songs: light and dark by the reader's system, one column on phones, complete on paper. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#f7f5f1;--card:#fff;--ink:#1c1a22;--soft:#716c7c;--line:#e5e0d8;--strip:#f3f0eb;--wave:#4b4560;--accent:#e8590c;--good:#2b8a3e;--fair:#b35c00}
@media(prefers-color-scheme:dark){:root{--ground:#121116;--card:#1a1920;--ink:#f2eff7;--soft:#9d97ab;--line:#2d2a36;--strip:#23212b;--wave:#b9b0d6;--accent:#ff8a4c;--good:#69db7c;--fair:#ffc078}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 Inter,ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-font-smoothing:antialiased}
main,header,footer{max-width:1180px;margin:0 auto;padding:0 28px}
header{padding-top:32px;padding-bottom:8px;display:flex;flex-wrap:wrap;gap:4px 36px;align-items:baseline;justify-content:space-between}
h1{margin:0;font-size:clamp(1.7rem,3.6vw,2.5rem);line-height:1.15;letter-spacing:-.025em;font-weight:700}
h1 span{color:var(--accent)}
header p{margin:6px 0 0;color:var(--soft);max-width:104ch}
header ul{display:flex;flex-wrap:wrap;gap:4px 26px;margin:14px 0 0;padding:0;list-style:none;color:var(--soft);font-size:.9rem}
header li b{color:var(--ink);font-variant-numeric:tabular-nums}
article{background:var(--card);border:1px solid var(--line);border-radius:18px;margin:26px 0;padding:26px 28px 20px;box-shadow:0 1px 2px #0000000a,0 12px 32px -18px #0003}
.question{display:grid;grid-template-columns:minmax(0,1.55fr) minmax(260px,1fr);gap:8px 44px}
h2{margin:0 0 8px;font-size:.76rem;letter-spacing:.1em;text-transform:uppercase;color:var(--soft);font-weight:600}
blockquote{margin:0;font:1.16rem/1.6 "Iowan Old Style","Palatino Linotype","Source Serif 4",Palatino,Georgia,serif;text-wrap:pretty}
ol.ranking{margin:0;padding:0;list-style:none;font-size:.92rem}
.ranking li{display:grid;grid-template-columns:1.2em minmax(0,1fr) 74px 4.6em;gap:10px;align-items:center;padding:4px 0;border-top:1px solid var(--line)}
.ranking li:first-child{border-top:0;font-weight:650}
.ranking li>i{font-style:normal;color:var(--soft);font-variant-numeric:tabular-nums}
.ranking .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.ranking mark{background:none;color:var(--good);font-weight:600;margin-left:.35em}
.bar{height:6px;border-radius:3px;background:var(--strip);overflow:hidden}.bar b{display:block;height:100%;border-radius:3px;background:linear-gradient(90deg,#745cff,#e1378c,#ff6a1a);background-size:74px 100%}
.sure{font-size:.78rem;color:var(--soft);font-weight:500;text-align:right}.sure.high{color:var(--good)}.sure.medium{color:var(--fair)}
.verdict{margin:8px 0 0;font-size:.85rem;color:var(--soft)}
figure{margin:20px 0 0;padding-top:16px;border-top:1px solid var(--line)}
figcaption{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;margin-bottom:10px}
.facts{color:var(--soft);font-size:.88rem}
.legend{margin-left:auto;display:flex;align-items:center;gap:8px;color:var(--soft);font-size:.78rem}
.legend i{width:64px;height:10px;border-radius:3px;background:linear-gradient(90deg,rgba(116,92,255,.06),rgba(116,92,255,.28),rgba(225,55,140,.78),rgb(255,106,26))}
.legend em{width:22px;height:12px;border:2px solid var(--ink);border-radius:4px;margin-left:8px}
.play{width:34px;height:34px;border:0;border-radius:50%;background:var(--accent);cursor:pointer;position:relative;flex:none}
.play::before{content:"";position:absolute;left:13px;top:10px;border:solid transparent;border-width:7px 0 7px 11px;border-left-color:#fff}
.playing .play::before{left:11px;width:4px;height:14px;border:solid #fff;border-width:0 4px;top:10px}
.play:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.grid{display:grid;grid-template-columns:minmax(200px,344px) minmax(0,1fr);gap:5px 16px;align-items:stretch;position:relative}
.label{font-size:.84rem;line-height:1.35;display:flex;gap:8px;align-items:center;min-height:42px}
.label.soft{color:var(--soft);justify-content:flex-end;font-size:.78rem;min-height:0}
.label>i{flex:none;font-style:normal;width:1.55em;height:1.55em;border-radius:50%;background:var(--strip);display:grid;place-items:center;font-size:.75rem;font-weight:650}
.label small{color:var(--accent);font-size:.8rem;font-weight:650;white-space:nowrap;font-variant-numeric:tabular-nums}
.label em{font-style:normal;font-size:.68rem;font-weight:650;letter-spacing:.04em;text-transform:uppercase;border:1px solid var(--line);border-radius:4px;padding:0 .35em}
.label.unanswered{color:var(--soft)}.label.unanswered small{color:var(--soft);font-weight:400}
.sections{position:relative;height:22px;font-size:.72rem}
.sections span{position:absolute;inset-block:0;padding:2px 7px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;background:var(--strip);border-left:2px solid var(--wave);color:var(--soft)}
.sections [class^=tone]{background:rgba(var(--tone),.16);border-left-color:rgb(var(--tone));color:var(--ink)}
.track{position:relative;border-radius:5px;background:var(--strip);overflow:hidden;cursor:crosshair}
.wave{height:74px;background:none}.wave svg{width:100%;height:100%;display:block}.wave path{fill:var(--wave)}.wave .peaks{opacity:.38}
.heat>div{position:absolute;inset:0}
.heat.unanswered>div{opacity:.3;filter:saturate(.4)}
.track u{position:absolute;inset-block:0;width:1px;background:var(--ink);opacity:.16}
.evidence{position:absolute;inset-block:0;border:2px solid var(--ink);border-radius:5px}
.axis{position:relative;height:18px;font-size:.72rem;color:var(--soft);font-variant-numeric:tabular-nums}
.axis span{position:absolute;transform:translateX(-50%)}.axis span:first-child{transform:none}
.cursor{position:absolute;top:0;bottom:0;width:1.5px;background:var(--accent);pointer-events:none;display:none}
.tip{position:fixed;z-index:9;pointer-events:none;display:none;max-width:320px;padding:8px 11px;border-radius:9px;background:var(--ink);color:var(--ground);font-size:.8rem;line-height:1.4;box-shadow:0 8px 28px #0005}
.tip b{font-variant-numeric:tabular-nums}
footer{padding-block:6px 46px;color:var(--soft);font-size:.85rem}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--strip);padding:.1em .4em;border-radius:5px}
@media screen and (max-width:760px){main,header,footer{padding-inline:14px}article{padding:18px 16px}.question,.grid{grid-template-columns:minmax(0,1fr)}.label{min-height:0;margin-top:6px}.label.soft{justify-content:flex-start}.heat{height:34px}.legend{margin-left:0}ol.ranking{margin-top:12px}}
@media print{:root{color-scheme:light;--ground:#fff;--card:#fff;--ink:#111;--soft:#555;--line:#ccc;--strip:#f3f0eb;--wave:#4b4560}body{font-size:12px}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}.play,.tip,.cursor{display:none!important}main,header,footer{padding:0}article{box-shadow:none;padding:14px 16px;margin:14px 0}.grid{grid-template-columns:210px minmax(0,1fr)}.label,.heat,.wave,.question,blockquote{break-inside:avoid}.label{font-size:10.5px}.screen{display:none}}
`;
