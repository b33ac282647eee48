"""DuckDB makes tables of sites and outcomes from studies as JSON lines: `python flat_tables.py FOLDER`.

It runs in the environment of the peers, which has DuckDB and not kgbuild. FOLDER holds records.jsonl; sites.csv and
outcomes.csv are written there, and printed are the seconds of CPU that DuckDB took with one thread.
"""

import sys
import time

import duckdb

_READ = """
CREATE TEMP TABLE study AS
SELECT protocolSection.identificationModule.nctId AS id,
       protocolSection.contactsLocationsModule.locations AS sites,
       protocolSection.outcomesModule AS outcomes
FROM read_json('{folder}/records.jsonl', format = 'newline_delimited', maximum_object_size = 67108864, columns = {{
  protocolSection: 'STRUCT(
    identificationModule STRUCT(nctId VARCHAR),
    contactsLocationsModule STRUCT(locations STRUCT(
      facility VARCHAR, city VARCHAR, state VARCHAR, zip VARCHAR, country VARCHAR, status VARCHAR)[]),
    outcomesModule STRUCT(
      primaryOutcomes STRUCT(measure VARCHAR, timeFrame VARCHAR, description VARCHAR)[],
      secondaryOutcomes STRUCT(measure VARCHAR, timeFrame VARCHAR, description VARCHAR)[],
      otherOutcomes STRUCT(measure VARCHAR, timeFrame VARCHAR, description VARCHAR)[]))'
}})
"""
_SITES = """
SELECT DISTINCT id, site.facility, site.city, site.state, site.zip, site.country, site.status
FROM (SELECT id, unnest(sites) AS site FROM study)
"""
_OUTCOMES_OF = """
SELECT DISTINCT id, 'KIND' AS kind, outcome.measure, outcome.timeFrame, outcome.description
FROM (SELECT id, unnest(outcomes.KINDOutcomes) AS outcome FROM study)
"""
_OUTCOMES = " UNION ALL ".join(_OUTCOMES_OF.replace("KIND", kind) for kind in ("primary", "secondary", "other"))


def main(folder: str) -> None:
    """Makes both tables."""
    with duckdb.connect() as database:
        database.execute("SET threads = 1")
        start = time.process_time()
        database.execute(_READ.format(folder=folder))
        for name, query in (("sites", _SITES), ("outcomes", _OUTCOMES)):
            database.execute(f"COPY ({query}) TO '{folder}/{name}.csv' (HEADER false)")
        print(time.process_time() - start)


if __name__ == "__main__":
    main(sys.argv[1])
