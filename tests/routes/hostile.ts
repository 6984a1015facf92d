/** Outputs of a notebook that try to run, load, navigate or restyle; each would set `pwned`. */
export const HOSTILE: Readonly<Record<string, string>> = {
  "a script": "<script>document.documentElement.dataset.pwned = 1</script>",
  "a script in a table":
    "<table><tr><td><script>document.documentElement.dataset.pwned=1</script></td></tr></table>",
  "an image's onerror": '<img src="x" onerror="document.documentElement.dataset.pwned=1">',
  "a drawing's onload": '<svg onload="document.documentElement.dataset.pwned=1"><g/></svg>',
  "a script in a drawing": "<svg><script>document.documentElement.dataset.pwned=1</script></svg>",
  "an animation":
    '<svg><a><animate attributeName="href" values="javascript:document.documentElement.dataset.pwned=1"/><text y="9">x</text></a></svg>',
  "foreign content":
    '<svg><foreignObject><img src=x onerror="document.documentElement.dataset.pwned=1"></foreignObject></svg>',
  "a link that runs": '<a href="javascript:document.documentElement.dataset.pwned=1">x</a>',
  "a link that runs, disguised":
    '<a href=" java\tscript:document.documentElement.dataset.pwned=1">x</a>',
  "a link in Markdown that runs": "[x](javascript:document.documentElement.dataset.pwned=1)",
  "a refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  "a base": '<base href="https://evil.example/">',
  "a frame":
    '<iframe srcdoc="<script>parent.document.documentElement.dataset.pwned=1</script>"></iframe>',
  "an object": '<object data="data:text/html,<script>1</script>"></object>',
  "a form":
    '<form action="https://evil.example/"><button autofocus onfocus="document.documentElement.dataset.pwned=1">x</button></form>',
  "a style sheet":
    "<style>main { display: none }</style><link rel=stylesheet href=//evil.example/a.css>",
  "a style": '<div style="position:fixed;inset:0;background:url(https://evil.example/)">x</div>',
  "a paint from elsewhere":
    '<svg><rect fill="url(https://evil.example/a.svg#p)" width="9" height="9"/></svg>',
  "use of elsewhere": '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)/>#x"/></svg>',
  "broken nesting":
    "<math><mtext><table><mglyph><style><img src=x onerror=document.documentElement.dataset.pwned=1></style>",
  "a template": "<template><script>document.documentElement.dataset.pwned=1</script></template>",
  "an island":
    '<honox-island component-name="/islands/SessionPanel.tsx" data-serialized-props="{}"></honox-island>',
};
