import { surviveInterrupts } from "./in_cell.ts";
import { kernel } from "./kernel.ts";

if (kernel()) {
  surviveInterrupts();
  const { showTables } = await import("./table_display.ts");
  showTables();
}
