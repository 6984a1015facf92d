interface Props {
  /** What will stand here, in a sentence. */
  readonly children: string;
  /** The command that fills it. */
  readonly command: string;
}

/** What a page says while it has nothing to show: what it is for, and how to fill it. */
export function Empty({ children, command }: Props) {
  return (
    <div class="empty">
      <p>{children}</p>
      <p>
        <code>{command}</code>
      </p>
    </div>
  );
}
