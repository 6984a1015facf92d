/**
 * A time for people, in UTC: "2024-03-01" at midnight, else "2024-03-01 09:30" (with seconds where
 * they are not zero).
 */
export function formatTime(ts: number): string {
  const text = new Date(ts).toISOString();
  if (text.endsWith("T00:00:00.000Z")) return text.slice(0, 10);
  const end = text.endsWith(":00.000Z") ? 16 : 19;
  return text.slice(0, end).replace("T", " ");
}
