import { useEffect, useState } from "preact/hooks";
import { followStream } from "./follow_stream.ts";
import { Table } from "./ui/Table.tsx";
import type { TableModel } from "./ui/table_model.ts";

interface Props {
  readonly model: TableModel;
  /** The stream that tells of changes. */
  readonly stream: string;
}

/** Live sessions in one line each, their figures changing in place. */
export default function SessionList({ model, stream }: Props) {
  const [shown, setShown] = useState(model);
  useEffect(() => followStream<TableModel>(stream, "sessions", setShown), [stream]);
  return <Table model={shown} label="Live sessions" />;
}
