#!/usr/bin/env python3
"""Makes ingest/src/main/resources/io/keyfuse/ingest/price/prices.json from the fact table.

    python3 make_prices.py /work/shared/data/model_prices.json > prices.json

Rules, in order:
1. Numbers stay decimal text (USD per million tokens), never floating point.
2. Where `crosscheck` disagrees, the newer source's number replaces the older one. A reasoning
   price that equalled the old output price follows the new output price. Tier and long-context
   prices were not cross-checked and stay as they were.
3. A tier needs both its input and its output price; half a tier is left out.
4. A cache-write price of 0 means "not charged apart": null, so that those tokens cost as input.
5. `long_context_above_Nk` means N*1000; `long_context_tiers` names its threshold itself.
"""
import json
import sys
from decimal import Decimal

PROVIDERS = {
    "aws_bedrock": "aws",
    "azure_openai": "azure",
    "google_gemini_api": "google",
    "google_vertex_ai": "google-vertex",
}
KINDS = {
    "input": "input",
    "cache_read": "cached_read",
    "cache_write": "cache_write",
    "cache_write_1h": "cache_write_1h",
    "output": "output",
    "reasoning_output": "reasoning",
}
SUFFIX = "_usd_per_million"


def text(number):
    return None if number is None else format(Decimal(number).normalize(), "f")


def rates(source):
    found = {ours: text(source.get(theirs + SUFFIX)) for theirs, ours in KINDS.items()}
    if found["cache_write"] == "0":
        found["cache_write"] = None
    return {kind: value for kind, value in found.items() if value is not None}


def corrected(row):
    newer = row.get("crosscheck", {}).get("differs", {})
    fixed = dict(row, **newer)
    output = "output" + SUFFIX
    reasoning = "reasoning_output" + SUFFIX
    if output in newer and row.get(reasoning) == row[output]:
        fixed[reasoning] = newer[output]
    return fixed


def tiers(row):
    found = {}
    for tier in ("batch", "flex", "priority"):
        prices = [row.get(f"{tier}_{side}{SUFFIX}") for side in ("input", "output")]
        if None not in prices:
            found[tier] = {"input": text(prices[0]), "output": text(prices[1])}
    return found


def long_context(row):
    for name, value in row.items():
        if name.startswith("long_context_above_"):
            thousands = name.removeprefix("long_context_above_").split("k")[0]
            return {"above_input_tokens": int(thousands) * 1000, **rates(value)}
    if "long_context_tiers" in row:
        steps = row["long_context_tiers"]
        above = {step["above_input_tokens"] for kind in steps.values() for step in kind}
        assert len(above) == 1 and all(len(kind) == 1 for kind in steps.values()), row["model"]
        flat = {kind + SUFFIX: step[0]["usd_per_million"] for kind, step in steps.items()}
        return {"above_input_tokens": int(above.pop()), **rates(flat)}
    return None


def multipliers(row):
    found = {name: text(value) for name, value in row.get("price_multipliers", {}).items()}
    for region in ("us", "eu"):
        value = row.get(f"regional_processing_uplift_multiplier_{region}")
        if value is not None:
            found[region] = text(value)
    return found


def price(row):
    fixed = corrected(row)
    made = {
        "provider": PROVIDERS.get(row["provider"], row["provider"]),
        "model": row["model"],
        "effective_from": None,
        "effective_to": None,
        "standard": rates(fixed),
    }
    for name, value in (
        ("tiers", tiers(fixed)),
        ("long_context", long_context(fixed)),
        ("multipliers", multipliers(fixed)),
    ):
        if value:
            made[name] = value
    return made


def main():
    with open(sys.argv[1], encoding="utf-8") as source:
        rows = json.load(source, parse_float=Decimal, parse_int=Decimal)
    print("{")
    print('"format": 1,')
    print('"unit": "USD per million tokens, decimal text",')
    print('"facts": "LiteLLM model_prices_and_context_window.json as of 2026-08-01 (MIT),'
          ' corrected by and extended from pydantic genai-prices 0.1.8 of 2026-11 (MIT):'
          ' where the two differ the newer one is used",')
    print('"made_by": "ingest/src/main/scripts/make_prices.py",')
    print('"prices": [')
    print(",\n".join(json.dumps(price(row)) for row in rows))
    print("]\n}")


main()
