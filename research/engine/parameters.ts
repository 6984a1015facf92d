/** One parameter of a strategy: its kind, its default and the range it may take, both ends included. */
export interface Parameter {
  readonly kind: "int" | "float";
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** A strategy's parameters by name. */
export type ParameterSchema = Readonly<Record<string, Parameter>>;

/** Values by name, as a strategy's set-up receives them. */
export type ParameterValues<S extends ParameterSchema> = { readonly [K in keyof S]: number };

/** A whole-number parameter such as a window in bars. */
export function int(value: number, min: number, max: number): Parameter {
  return checked({ kind: "int", default: value, min, max });
}

/** A fractional parameter such as a threshold. */
export function float(value: number, min: number, max: number): Parameter {
  return checked({ kind: "float", default: value, min, max });
}

/**
 * The full set of values: those given, defaults for the rest.
 *
 * @throws RangeError for an unknown name, a fraction where a whole number is due, or a value out of range.
 */
export function bindParameters<S extends ParameterSchema>(
  schema: S,
  given: Readonly<Record<string, number>>,
): ParameterValues<S> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(schema, name)) {
      throw new RangeError(
        `Unknown parameter "${name}"; the strategy has ${Object.keys(schema).join(", ") || "none"}`,
      );
    }
  }
  const values: Record<string, number> = {};
  for (const [name, parameter] of Object.entries(schema)) {
    const value = given[name] ?? parameter.default;
    requireInRange(name, value, parameter);
    values[name] = value;
  }
  return values as ParameterValues<S>;
}

function requireInRange(name: string, value: number, { kind, min, max }: Parameter): void {
  if (kind === "int" && !Number.isInteger(value)) {
    throw new RangeError(`Parameter ${name} is ${value}; it takes a whole number`);
  }
  if (!(value >= min && value <= max)) {
    throw new RangeError(`Parameter ${name} is ${value}; it takes ${min} to ${max}`);
  }
}

function checked(parameter: Parameter): Parameter {
  requireInRange("default", parameter.default, parameter);
  return parameter;
}
