import { createRoute } from "honox/factory";
import { Sessions } from "../_live/Sessions.tsx";

/** Every live session, the latest first, changing in place. */
export default createRoute((c) => {
  const { sessions } = c.var.dashboard;
  return c.render(
    <>
      <h1>Live</h1>
      <Sessions sessions={sessions} />
    </>,
    { title: "Live", trail: [{ label: "Live" }], live: sessions.list().length > 0 },
  );
});
