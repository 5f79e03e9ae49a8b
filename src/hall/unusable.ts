/** What keeps a hall from starting, in words for the person who started it; a stack would tell them nothing. */
export class Unusable extends Error {
  readonly code: string;
  /** True when it may be well again by itself: whoever restarts services goes on trying. */
  readonly passing: boolean;

  constructor(code: string, message: string, passing = false) {
    super(message);
    this.code = code;
    this.passing = passing;
  }
}
