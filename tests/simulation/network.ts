import type { StationLink } from '../../src/hall/server/station-link.ts';
import type { HallSocket, SocketEvents } from '../../src/main/station/runtime.ts';
import { PLAIN } from '../../src/shared/protocol/link.ts';
import type { HallNode } from './hall-node.ts';
import type { World } from './world.ts';

/** How badly the network behaves; each a probability per message, or per connection. */
export interface NetworkMood {
  readonly delayMs: number;
  readonly lose: number;
  readonly repeat: number;
  readonly reorder: number;
  readonly cut: number;
}

export const CALM: NetworkMood = { delayMs: 5, lose: 0, repeat: 0, reorder: 0, cut: 0 };

export interface Faults {
  lost: number;
  repeated: number;
  reordered: number;
  cuts: number;
  partitions: number;
  hallCrashes: number;
  stationCrashes: number;
  wrongClocks: number;
  fullDisks: number;
  papersUncertain: number;
  /** Commits that another server's came before. */
  outrun: number;
  /** Answers of the database that never came, whether or not it had done what was asked. */
  answersLost: number;
  /** Times the hall came back with an older copy of its database. */
  putBacks: number;
}

/** The wires between stations and hall. */
export class Network {
  mood: NetworkMood;
  readonly #world: World;
  readonly #halls: readonly HallNode[];
  readonly #partitioned = new Set<string>();
  readonly #wires = new Set<Wire>();
  readonly faults: Faults;

  constructor(world: World, halls: readonly HallNode[], mood: NetworkMood, faults: Faults) {
    this.#world = world;
    this.#halls = halls;
    this.mood = mood;
    this.faults = faults;
  }

  /** Cuts a station off. `silently`: messages vanish, and nobody is told that the wire is dead. */
  partition(station: string, silently: boolean): void {
    this.#partitioned.add(station);
    this.faults.partitions++;
    if (silently) return;
    for (const wire of [...this.#wires]) if (wire.station === station) wire.cut();
  }

  heal(station: string): void {
    this.#partitioned.delete(station);
  }

  healAll(): void {
    this.#partitioned.clear();
    this.mood = CALM;
  }

  hallDied(hall: HallNode): void {
    for (const wire of [...this.#wires]) if (wire.hall === hall) wire.cut();
  }

  /** `url`: `ws://hall-N` of the Nth server. */
  dial(station: string, url: string, isAlive: () => boolean, events: SocketEvents): HallSocket {
    const world = this.#world;
    const hall = this.#halls[Number(url.slice(url.lastIndexOf('-') + 1))]!;
    const open = () => !this.#partitioned.has(station);
    let link: StationLink | null = null;
    let ended = false;
    const wire: Wire = {
      station,
      hall,
      cut: () => {
        if (ended) return;
        ended = true;
        this.#wires.delete(wire);
        const told = link;
        world.after(1, () => told?.gone());
        world.after(1, () => {
          if (isAlive()) events.closed();
        });
      },
    };
    this.#wires.add(wire);
    const carry = this.#carrier(
      open,
      () => ended,
      () => wire.cut(),
    );
    world.after(this.mood.delayMs, () => {
      if (ended) return;
      if (!open() || !hall.service) return wire.cut();
      const toStation = carry((text) => {
        if (isAlive() && !ended) events.message(text);
      });
      link = hall.service.accept({
        channel: PLAIN,
        send: toStation,
        sendShared: ({ head }, end) => toStation(head + end),
        unsent: () => 0,
        close: () => wire.cut(),
      });
    });
    const toHall = carry((text) => {
      if (!ended && hall.service) void link?.receive(text);
    });
    return {
      channel: PLAIN,
      send: toHall,
      ping: () => {
        if (ended || !open()) return;
        world.after(this.mood.delayMs, () => {
          if (!ended && hall.service && open() && isAlive()) events.alive();
        });
      },
      end: () => wire.cut(),
    };
  }

  /** One direction of a wire: in order unless the mood says otherwise. */
  #carrier(open: () => boolean, ended: () => boolean, cut: () => void) {
    return (deliver: (text: string) => void) => {
      let lastAt = 0;
      return (text: string): void => {
        const { faults, mood } = this;
        const world = this.#world;
        if (ended()) return;
        if (!open()) return;
        if (world.chance(mood.cut)) {
          faults.cuts++;
          cut();
          return;
        }
        if (world.chance(mood.lose)) {
          faults.lost++;
          return;
        }
        const reorder = world.chance(mood.reorder);
        const at = world.now + world.between(1, mood.delayMs);
        const arrival = reorder ? at : Math.max(at, lastAt);
        if (reorder) faults.reordered++;
        else lastAt = arrival;
        const hand = () => {
          if (!ended() && open()) deliver(text);
        };
        world.after(arrival - world.now, hand);
        if (world.chance(mood.repeat)) {
          faults.repeated++;
          world.after(arrival - world.now + world.between(0, mood.delayMs), hand);
        }
      };
    };
  }
}

interface Wire {
  readonly station: string;
  readonly hall: HallNode;
  cut(): void;
}
