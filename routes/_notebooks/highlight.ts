import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";

for (const [name, language] of Object.entries({ bash, json, python, sql, typescript })) {
  hljs.registerLanguage(name, language);
}

/** Code as HTML with its words marked by class; text of a language that is not known stays as it is. */
export function highlight(code: string, language = "typescript"): string {
  if (!hljs.getLanguage(language)) return "";
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
