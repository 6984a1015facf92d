export { atr, type PriceLines } from "./atr.ts";
export { bollinger, type BollingerBands } from "./bollinger.ts";
export { crossesAbove, crossesBelow } from "./cross.ts";
export { ema } from "./ema.ts";
export { highest } from "./highest.ts";
export { lowest } from "./lowest.ts";
export { rsi } from "./rsi.ts";
export { sma } from "./sma.ts";
