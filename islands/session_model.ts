import type { TableModel } from "./ui/table_model.ts";

/** A figure beside what it is compared with. */
export interface Figure {
  readonly label: string;
  readonly text: string;
  readonly tone: "gain" | "loss" | "plain";
  /** The comparison, in words. */
  readonly note: string;
}

/** How a session stands, in words. */
export interface Standing {
  readonly text: string;
  readonly tone: "plain" | "gain" | "warning" | "loss";
  /** Why, and what to do about it; empty where nothing is to be said. */
  readonly detail: string;
}

/** A live session as its page shows it. Numbers are text already, in the one format of all pages. */
export interface SessionModel {
  readonly standing: Standing;
  readonly figures: readonly Figure[];
  readonly positions: TableModel;
  readonly orders: TableModel;
  readonly fills: TableModel;
  /** Funding and the like; without rows where the session's instruments have none. */
  readonly payments: TableModel;
  readonly notes: TableModel;
  /** How many orders and fills there are; the tables hold the latest of them. */
  readonly counts: {
    readonly orders: string;
    readonly fills: string;
    readonly payments: string;
  };
  /** Where the charts of this moment are. */
  readonly chartsUrl: string;
}
