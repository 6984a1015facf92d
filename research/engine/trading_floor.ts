import { Account, type MarginModel, type SavedAccount } from "./account.ts";
import type { CashFlows } from "./cash_flows.ts";
import { Desk, type DeskInput, type SavedDesk } from "./desk.ts";
import { Fills } from "./fills.ts";
import type { ParameterSchema } from "./parameters.ts";
import type { ExitRules } from "./risk_limits.ts";
import type { Strategy } from "./strategy.ts";

/** The account's own records, from which each strategy's share is told. */
export interface FloorInput extends Omit<DeskInput, "remembered"> {
  readonly fills: Fills;
  readonly flows: CashFlows;
  /** Starting cash, in quote currency. */
  readonly cash: number;
  readonly margin: MarginModel;
  readonly exits: ExitRules;
  /** Where the run is resumed: the floor of the snapshot, for what the strategies remember. */
  readonly saved?: SavedFloor | undefined;
}

/** The desks and their shares as a snapshot holds them. */
export interface SavedFloor {
  readonly desks: readonly SavedDesk[];
  readonly shares: readonly SavedAccount[];
  /** Fills and flows that have been booked to the shares. */
  readonly fill: number;
  readonly flow: number;
}

/**
 * The desks of all strategies on one account. One strategy trades the account itself; of several each
 * has a share of it, an account of its own that its fills are booked to as well.
 */
export class TradingFloor {
  readonly #desks: Desk[] = [];
  /** Each strategy's share; empty where there is one strategy. */
  readonly shares: Account[] = [];
  /** The only desk, where it decides bar by bar. */
  readonly #only: Desk | null;
  readonly #rows: boolean;
  readonly #input: FloorInput;
  #fill = 0;
  #flow = 0;

  constructor(
    strategy: Strategy<ParameterSchema>,
    params: Readonly<Record<string, number>>,
    input: FloorInput,
  ) {
    this.#input = input;
    const remembered = input.saved?.desks.map(({ memory }) => memory) ?? [];
    if (strategy.members === undefined) {
      this.#desks.push(new Desk(strategy, params, { ...input, remembered: remembered[0] }));
    }
    strategy.members?.forEach((member, i) => {
      const share = new Account(
        input.account.listings,
        input.cash * member.weight,
        input.margin,
      );
      share.owner = i + 1;
      this.shares.push(share);
      const own = { ...input, account: share, owner: share.owner, remembered: remembered[i] };
      this.#desks.push(new Desk(member.strategy, member.params, own));
    });
    this.#only = this.#desks.length === 1 && this.shares.length === 0 ? this.#desks[0]! : null;
    this.#rows = this.#desks.some(({ decidesRows }) => decidesRows);
  }

  /** Bars that pass before all that the strategies compute is defined. */
  get warmUp(): number {
    return Math.max(...this.#desks.map(({ warmUp }) => warmUp));
  }

  /** Brings the shares up to date; call it before the first decision of a row. */
  open(): void {
    if (this.shares.length > 0) this.#book();
  }

  /** Lets the strategies decide on the bar of one instrument that has just closed in a row. */
  decide(instrument: number, row: number): void {
    if (this.#only !== null) this.#only.decide(instrument, row);
    else for (const desk of this.#desks) desk.decide(instrument, row);
  }

  /** Lets strategies over several instruments decide, after the row's last bar. */
  decideRow(): void {
    if (this.#rows) { for (const desk of this.#desks) desk.decideRow(); }
  }

  /** A copy of all that the desks remember from row to row, and of their shares. */
  save(): SavedFloor {
    return {
      desks: this.#desks.map((desk) => desk.save()),
      shares: this.shares.map((share) => share.save()),
      fill: this.#fill,
      flow: this.#flow,
    };
  }

  /** Becomes the floor of a snapshot. */
  restore({ desks, shares, fill, flow }: SavedFloor): void {
    this.#desks.forEach((desk, i) => desk.restore(desks[i]!));
    this.shares.forEach((share, i) => share.restore(shares[i]!));
    this.#fill = fill;
    this.#flow = flow;
  }

  /** Books what has happened since the row before to the share that it belongs to, and marks all. */
  #book(): void {
    const { account, orders, fills, flows } = this.#input;
    while (this.#fill < fills.rows || this.#flow < flows.rows) {
      const isFlow = this.#flow < flows.rows && flows.fillsBefore[this.#flow]! <= this.#fill;
      if (isFlow) this.#split(flows, this.#flow++);
      else {
        const fill = this.#fill++;
        const id = fills.orderId[fill]!;
        if (id > 0) this.shares[orders.owner[id - 1]! - 1]?.apply(fills, fill);
        else this.#takeOver(fill);
      }
    }
    for (const share of this.shares) share.mark.set(account.mark);
  }

  /** A payment is borne in proportion to the units that each holds. */
  #split(flows: CashFlows, flow: number): void {
    const instrument = flows.instrument[flow]!;
    const total = this.shares.reduce((sum, { units }) => sum + units[instrument]!, 0);
    for (const share of this.shares) {
      const part = total === 0 ? 1 / this.shares.length : share.units[instrument]! / total;
      share.pay(part * flows.amount[flow]!, flows.isFunding(flow));
    }
  }

  /**
   * The venue has closed the account's position: each share's is closed at the same price. Shares may
   * stand against one another, so the fee is split by what each of them held.
   */
  #takeOver(fill: number): void {
    const { fills } = this.#input;
    const instrument = fills.instrument[fill]!;
    const all = this.shares.reduce((sum, { lots }) => sum + Math.abs(lots[instrument]!), 0);
    for (const share of this.shares) {
      const held = share.lots[instrument]!;
      if (held === 0) continue;
      const own = new Fills();
      const row = own.add();
      own.instrument[row] = instrument;
      own.side[row] = -Math.sign(held);
      own.lots[row] = Math.abs(held);
      own.price[row] = fills.price[fill]!;
      own.fee[row] = fills.fee[fill]! * Math.abs(held) / all;
      share.apply(own, row);
    }
  }
}
