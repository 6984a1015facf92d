import type { Standing } from "../session_model.ts";

/** State and alarms, in the one place where pages have them. */
export function StandingLine(
  { standing: { text, tone, detail } }: { readonly standing: Standing },
) {
  return (
    <p class="state" role="status">
      <strong class={tone}>{text}</strong>
      {detail && <span>{detail}</span>}
    </p>
  );
}
