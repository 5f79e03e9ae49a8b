/** What a station states while it is cut off: one case, about 300 bytes as JSON. The same for every system. */
export interface Intent {
  readonly id: string;
  readonly body: object;
}

/** How stations find the hall; what is in it is between the two sides of one system. */
export type Door = Readonly<Record<string, unknown>>;

export interface HallSide {
  readonly door: Door;
  /** Resolves when this many intents are durable here, with the mark a station needs to know that it has them all. */
  holds(count: number): Promise<unknown>;
  /** Ends connections and closes every file. */
  close(): Promise<void>;
}

export interface StationsSide {
  /** Keeps intents of a station that is cut off, durably. */
  make(name: string, intents: readonly Intent[]): Promise<void>;
  /** All stations begin to connect. */
  reconnect(): Promise<void>;
  /** Resolves when each station holds this many intents and owes the hall none. */
  holds(count: number, mark: unknown): Promise<void>;
  /** Writes what is not written yet, ends connections and closes every file. */
  close(): Promise<void>;
}

/** The ids of all intents as the files hold them; an id that is held twice is there twice. */
export interface ReadBack {
  readonly hall: readonly string[];
  readonly stations: readonly (readonly string[])[];
}

/** One way to bring a hall and its stations together. Each function runs in a process of its own. */
export interface System {
  openHall(dir: string): Promise<HallSide>;
  openStations(dir: string, names: readonly string[], door: Door): Promise<StationsSide>;
  readBack(dir: string, names: readonly string[]): Promise<ReadBack>;
}
