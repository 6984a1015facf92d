import type { ComponentChildren } from "preact";
import Connection from "../../islands/Connection.tsx";
import ThemeChoice from "../../islands/ThemeChoice.tsx";
import type { Assets } from "../_server/assets.ts";
import { Island } from "./Island.tsx";
import { Rail } from "./Rail.tsx";
import { Trail, type TrailStep } from "./Trail.tsx";

/** What a page says of itself. */
export interface PageProps {
  /** Names the page in the browser's tab. */
  readonly title: string;
  /** Where the page is, from the top: the last step is the page itself. */
  readonly trail: readonly TrailStep[];
  /** Whether figures on the page follow a live session, so that the frame shows its connection. */
  readonly live?: boolean;
}

interface Props extends PageProps {
  readonly path: string;
  readonly assets: Assets;
  readonly nonce: string | undefined;
  readonly children: ComponentChildren;
}

/** The frame of every page: the rail, and a top line that says where one is and how things stand. */
export function Document({ title, trail, live = false, path, assets, nonce, children }: Props) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Tapeout`}</title>
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: assets.theme }} />
        <link rel="stylesheet" href={assets.style.path} />
        <link rel="icon" type="image/svg+xml" href={assets.icon.path} />
        {assets.client && <script type="module" src={assets.client.path} />}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the page</a>
        <Rail path={path} />
        <header class="top">
          <Trail steps={trail} />
          <div class="standing">
            {live && <Island name="Connection" component={Connection} props={{}} />}
            <span class="muted" title="All times are in Coordinated Universal Time">UTC</span>
            <Island name="ThemeChoice" component={ThemeChoice} props={{}} />
          </div>
        </header>
        <main id="main" tabIndex={-1}>{children}</main>
      </body>
    </html>
  );
}
