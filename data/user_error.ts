/**
 * A mistake of the user, such as a misspelt symbol or a damaged file. Commands print its message as
 * one line and exit with status 1; any other error is a bug and keeps its stack trace. The message
 * says what could not be done, names the value and ends with the way out, without a final period.
 */
export class UserError extends Error {
  override readonly name = "UserError";
}
