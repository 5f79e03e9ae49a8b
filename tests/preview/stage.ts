import { EventEmitter, once } from 'node:events';
import {
  type AnyContractProcedure,
  type AnyContractRouter,
  getEventIteratorSchemaDetails,
  isContractProcedure,
} from '@orpc/contract';
import { type AnyRouter, implement } from '@orpc/server';

/** What a page is shown and answered. Paths are those of the contract: `dispenser.watch`, `dispenser.press`. */
export interface Scenario {
  /** For `watch` procedures: the view, or how to make it from the input. A path without a view stays silent (starting). */
  readonly views?: Readonly<Record<string, unknown>>;
  /** What `/session` answers besides that this tablet is paired. */
  readonly session?: object;
  /** For calls. One that is not here is answered `{ ok: true, offline: false }`. */
  readonly answers?: Readonly<Record<string, (input: never, stage: Stage) => unknown>>;
}

export interface Call {
  readonly path: string;
  readonly input: unknown;
}

/** The canned service behind one page: views that can be changed while somebody looks, and a list of what was called. */
export class Stage {
  readonly calls: Call[] = [];
  readonly #views: Map<string, unknown>;
  readonly #answers: Scenario['answers'];
  readonly #events = new EventEmitter();

  constructor(scenario: Scenario) {
    this.#views = new Map(Object.entries(scenario.views ?? {}));
    this.#answers = scenario.answers ?? {};
    this.#events.setMaxListeners(0);
  }

  view<V>(path: string): V {
    return this.#views.get(path) as V;
  }

  /** Sends a new view to whoever watches. */
  show(path: string, view: unknown): void {
    this.#views.set(path, view);
    this.#events.emit('view', path);
  }

  /** The same view with some parts changed. */
  change(path: string, parts: object): void {
    this.show(path, { ...this.view<object>(path), ...parts });
  }

  /** The first call of a procedure, already made or still to come. */
  async called(path: string): Promise<Call> {
    for (;;) {
      const call = this.calls.find((each) => each.path === path);
      if (call) return call;
      await once(this.#events, 'call');
    }
  }

  /** A router that answers the whole contract from this stage. */
  router(contract: AnyContractRouter): AnyRouter {
    return this.#implement(contract, []) as AnyRouter;
  }

  #implement(contract: AnyContractRouter, path: readonly string[]): unknown {
    if (isContractProcedure(contract)) return this.#procedure(contract, path.join('.'));
    return Object.fromEntries(
      Object.entries(contract).map(([name, part]) => [
        name,
        this.#implement(part as AnyContractRouter, [...path, name]),
      ]),
    );
  }

  #procedure(contract: AnyContractProcedure, path: string): unknown {
    const isWatch = getEventIteratorSchemaDetails(contract['~orpc'].outputSchema) !== undefined;
    const procedure = implement(contract);
    if (isWatch) {
      return procedure.handler(({ input, signal }: { input: unknown; signal?: AbortSignal }) =>
        this.#watch(path, input, signal),
      );
    }
    return procedure.handler(({ input }: { input: unknown }) => this.#answer(path, input));
  }

  async *#watch(path: string, input: unknown, signal: AbortSignal | undefined): AsyncGenerator<unknown> {
    this.#note(path, input);
    while (!signal?.aborted) {
      const changed = new AbortController();
      const listen = (which: string): void => {
        if (which === path) changed.abort();
      };
      this.#events.on('view', listen);
      try {
        if (this.#views.has(path)) {
          const view = this.#views.get(path);
          yield typeof view === 'function' ? view(input) : view;
        }
        await aborted(signal ? AbortSignal.any([signal, changed.signal]) : changed.signal);
      } finally {
        this.#events.off('view', listen);
      }
    }
  }

  #answer(path: string, input: unknown): unknown {
    this.#note(path, input);
    const answer = this.#answers?.[path];
    return answer ? answer(input as never, this) : { ok: true, offline: false };
  }

  #note(path: string, input: unknown): void {
    this.calls.push({ path, input });
    this.#events.emit('call');
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
