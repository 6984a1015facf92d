/** Why a session must not go on. Its journal is whole; what is unclear is for a person to settle. */
export class SessionHalt extends Error {}
