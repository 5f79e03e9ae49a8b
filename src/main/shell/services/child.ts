import type { MessagePortMain } from 'electron';
import type { FromService } from '../../services/messages.ts';

/** What to start. `name` is for people: it shows in process lists and in the log. */
export interface ServicePlan {
  readonly name: string;
  readonly entry: string;
  readonly args: readonly string[];
}

export interface ChildEvents {
  message(message: FromService): void;
  /** Exactly once, also when it never started. */
  exit(code: number | null): void;
}

/** A running service, whichever way it was started. */
export interface ServiceChild {
  /** Hands a window's port over; the child owns it from here. */
  connect(port: MessagePortMain, role: string): void;
  /** Asks for a tidy end. */
  stop(): void;
  /** Ends it at once, like a pulled plug. */
  kill(): void;
}

export type StartChild = (plan: ServicePlan, events: ChildEvents) => ServiceChild;
