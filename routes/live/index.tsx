import { createRoute } from "honox/factory";
import { Sessions } from "../_live/Sessions.tsx";

/** Every live session, the latest first, changing in place. */
export default createRoute((c) =>
  c.render(
    <>
      <h1>Live</h1>
      <Sessions sessions={c.var.dashboard.sessions} />
    </>,
    { title: "Live", trail: [{ label: "Live" }], live: true },
  )
);
