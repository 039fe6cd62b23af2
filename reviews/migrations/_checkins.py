"""Row policies of cadences, check-ins, moves and pauses; part of 0004_checkins.

And the list of moves that states can make, as a table from here on: a migration that brings a state
adds its lines, and the trigger reads them.
"""

from django.db.migrations import RunSQL

from reviews.migrations._policies import (
    SAME_CADENCE,
    SCHEDULER,
    as_client,
    as_clinician,
    granted,
    hold,
    keep_to,
)
from reviews.migrations._sharing import MOVES as MOVES_BEFORE
from tracker.lib.rls import ACTOR, APP, DEFINER, ORGANIZATION, SYSTEM, function, protect

SWEEP = f"{SYSTEM} = 'sweep'"
BY_ACTOR = f"author_id = {ACTOR}"

MOVES = [
    ("reviews_cadence", "proposed", "live"),
    ("reviews_cadence", "proposed", "declined"),
    ("reviews_cadence", "proposed", "withdrawn"),
    ("reviews_cadence", "live", "ended"),
    ("reviews_checkin", "scheduled", "discussed"),
    ("reviews_checkin", "scheduled", "missed"),
    ("reviews_checkin", "scheduled", "moved"),
    ("reviews_checkin", "scheduled", "not_needed"),
    ("reviews_checkin", "open", "missed"),
    ("reviews_checkin", "open", "moved"),
    ("reviews_checkin", "open", "not_needed"),
    ("reviews_checkin", "shared", "missed"),
    ("reviews_checkin", "shared", "moved"),
    ("reviews_checkin", "shared", "not_needed"),
    ("reviews_checkin", "missed", "discussed"),
    ("reviews_checkin", "discussed", "closed"),
    ("reviews_move", "asked", "agreed"),
    ("reviews_move", "asked", "declined"),
    ("reviews_move", "asked", "withdrawn"),
    ("reviews_move", "asked", "lapsed"),
    ("reviews_pause", "running", "over"),
]


def add_moves(moves: list[tuple[str, str, str]]) -> RunSQL:
    """More lines for the trigger's list: (table, state before, state after)."""
    lines = ", ".join(str(move) for move in moves)
    return RunSQL(
        f"insert into app.moves (of_table, before, after) values {lines};",
        f"delete from app.moves where (of_table, before, after) in ({lines});",
    )


def client_of(table: str) -> str:
    return f"(select e.client_id from reviews_engagement e where e.id = {table}.engagement_id)"


def other_side(table: str) -> str:
    """The actor is on the side that did not write the row: the client, or the clinician's side."""
    return (
        f"(({as_client(table)} and {table}.author_id <> {ACTOR})"
        f" or ({as_clinician(table)} and {table}.author_id = {client_of(table)}))"
    )


def own_side(table: str) -> str:
    """The actor is on the side that wrote it: whoever covers for a clinician included."""
    return (
        f"(({as_client(table)} and {table}.author_id = {ACTOR})"
        f" or ({as_clinician(table)} and {table}.author_id <> {client_of(table)}))"
    )


# What the first tables held about a cadence, in the words of the new ones. The owner passes its own
# policies only while they are not forced.
CARRY_OVER = RunSQL(
    """
    alter table reviews_cadence no force row level security;
    alter table reviews_checkin no force row level security;
    update reviews_cadence set
        state = case when ended_at is null then 'live' else 'ended' end,
        phases = jsonb_build_array(jsonb_build_object(
            'rule', 'weekly', 'every', every_weeks,
            'weekday', extract(isodow from starts_on)::int - 1,
            'starts_on', starts_on, 'until', null));
    update reviews_checkin set series_date = on_date;
    alter table reviews_cadence force row level security;
    alter table reviews_checkin force row level security;
    """,
    RunSQL.noop,
)

POLICIES = [
    RunSQL(
        f"""
        create table app.moves (
            of_table text, before text, after text, primary key (of_table, before, after)
        );
        grant select on app.moves to {APP}, {DEFINER};
        insert into app.moves (of_table, before, after)
            values {", ".join(str(move) for move in MOVES_BEFORE)};
        """,
        "drop table app.moves;",
    ),
    RunSQL(
        function(
            "keep_to_moves()",
            returns="trigger",
            body="""
            begin
                if old.state is distinct from new.state and not exists (
                    select from app.moves m where m.of_table = tg_table_name
                       and m.before = old.state and m.after = new.state)
                then
                    raise exception 'this state cannot follow the one before';
                end if;
                return new;
            end
            """,
        ).sql,
        keep_to(MOVES_BEFORE).sql,
    ),
    add_moves(MOVES),
    hold(["reviews_cadence", "reviews_move", "reviews_pause"]),
    RunSQL(
        f"""
        alter policy reviews_cadence_insert on reviews_cadence with check (
            {BY_ACTOR} and organization_id = {ORGANIZATION}
            and client_id = {client_of("reviews_cadence")}
            and (({as_client("reviews_cadence")} and state = 'live')
                 or ({granted("reviews_cadence")} and state = 'proposed')));
        alter policy reviews_cadence_update on reviews_cadence
            using ({granted("reviews_cadence")} and state in ('proposed', 'live'))
            with check ((state in ('live', 'declined') and {other_side("reviews_cadence")})
                or (state = 'withdrawn' and {own_side("reviews_cadence")})
                or (state = 'ended' and {granted("reviews_cadence")}));
        grant update (state, answered_at) on reviews_cadence to {APP};

        alter policy reviews_checkin_insert on reviews_checkin with check (
            ({granted("reviews_checkin")} or {SWEEP}) and {SAME_CADENCE}
            and (state = 'scheduled' or (state = 'shared' and moved_from_id is not null)));
        alter policy reviews_checkin_update on reviews_checkin
            using (({granted("reviews_checkin")}
                    and state in ('scheduled', 'open', 'shared', 'missed', 'discussed'))
                   or ({SWEEP} and state in ('scheduled', 'open')))
            with check (
                ({as_client("reviews_checkin")}
                 and state in ('open', 'shared', 'moved', 'canceled'))
                or ({as_clinician("reviews_checkin")} and state in
                    ('open', 'discussed', 'closed', 'missed', 'moved', 'not_needed', 'canceled'))
                or ({SWEEP} and state in ('open', 'not_needed')));
        grant update (closed_at, settled_at, why_not, why_words) on reviews_checkin to {APP};
        """,
        RunSQL.noop,
    ),
    # What a policy cannot ask: the other row is in the same table.
    function(
        "bind_moved()",
        returns="trigger",
        body="""
        begin
            if new.moved_from_id is not null and not exists (
                select from reviews_checkin x where x.id = new.moved_from_id
                   and x.engagement_id = new.engagement_id
                   and (new.state = 'scheduled' or x.shared_at = new.shared_at)) then
                raise exception 'a time is moved from another one of the same work';
            end if;
            return new;
        end
        """,
    ),
    RunSQL(
        """
        create trigger bind before insert on reviews_checkin for each row
            when (new.moved_from_id is not null) execute function app.bind_moved();
        """,
        "drop trigger bind on reviews_checkin;",
    ),
    # Either of the two asks, and only the other side says yes.
    protect(
        "reviews_move",
        select=f"{granted('reviews_move')} or {SCHEDULER}",
        insert=f"{granted('reviews_move')} and {BY_ACTOR} and state = 'asked'"
        " and exists (select from reviews_checkin c where c.id = checkin_id"
        " and c.engagement_id = reviews_move.engagement_id"
        " and c.state in ('scheduled', 'open', 'shared', 'missed'))",
        update=f"({granted('reviews_move')} or {SWEEP}) and state = 'asked'",
        update_check=f"(state in ('agreed', 'declined') and {other_side('reviews_move')})"
        f" or (state = 'withdrawn' and {own_side('reviews_move')})"
        f" or (state = 'lapsed' and ({SWEEP} or {granted('reviews_move')}))",
        privileges="select, insert, update (state, answered_at)",
    ),
    protect(
        "reviews_pause",
        select=f"{granted('reviews_pause')} or {SCHEDULER}",
        insert=f"{granted('reviews_pause')} and {BY_ACTOR} and state = 'running'",
        update=f"({granted('reviews_pause')} or {SWEEP}) and state = 'running'",
        update_check=f"({granted('reviews_pause')} or {SWEEP}) and state = 'over'",
        privileges="select, insert, update (state, over_at)",
    ),
]
