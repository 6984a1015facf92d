import type { Bars } from "../bars.ts";

/** Open, high, low and close over time: bars, or marks and indices, which have no volume. */
export type Prices = Omit<Bars, "volume">;
