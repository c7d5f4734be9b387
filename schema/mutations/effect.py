"""效力事件办理: recorded, confirmed, rejected, corrected; only a confirmed one can end a basis."""

from __future__ import annotations

from datetime import date

import strawberry

from graph import effects
from graph.effects import EffectNotFound
from graph.errors import VersionConflict
from graph.laws import InstrumentNotFound
from graph.model import law as model
from graph.model.law import EffectType, GrantLevel
from graph.model.power import PowerType
from resolvers import effects as acts_on_effects
from resolvers.aligning import NothingToConfirm, TextReadDifferently
from resolvers.effects import EffectRefused, NewEffect
from schema.context import Info
from schema.problems import outcome
from schema.types.law import Effect


@strawberry.input(description="新设职权：新条款授予了什么")
class NewGrantInput:
    power_type: PowerType = strawberry.field(description="职权类型")
    level: GrantLevel = strawberry.field(description="授予哪一级")
    organ: str = strawberry.field(default="", description="机构编号")
    conduct: str = strawberry.field(default="", description="所涉行为")
    needs_rule: bool = strawberry.field(default=False, description="是否有待实施细则")
    power: strawberry.ID | None = strawberry.field(default=None, description="清单中相同的职权")
    match_confirmed: bool = strawberry.field(default=False, description="是否确认相同")

    def record(self) -> model.NewGrant:
        """As the graph takes it."""
        return model.NewGrant(
            power_type=self.power_type.value,
            level=self.level.value,
            organ=self.organ,
            conduct=self.conduct,
            needs_rule=self.needs_rule,
            power=self.power or "",
            match_confirmed=self.match_confirmed,
        )


EffectResult = outcome(
    "EffectResult",
    Effect,
    InstrumentNotFound,
    EffectNotFound,
    EffectRefused,
    VersionConflict,
    NothingToConfirm,
    TextReadDifferently,
)


@strawberry.type
class EffectMutation:
    @strawberry.mutation(
        description="登记效力事件（待确认）：废止、失效、暂停、抵触、新增等",
        graphql_type=EffectResult,
    )
    async def record_effect(
        self,
        info: Info,
        type: EffectType,
        instrument: strawberry.ID,
        promulgated: date,
        effective: date,
        provisions: list[strawberry.ID] | None = None,
        until: date | None = None,
        territory: str = "",
        source: strawberry.ID | None = None,
        decision: str = "",
        number: str = "",
        replaced_by: strawberry.ID | None = None,
        affecting: strawberry.ID | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        new = NewEffect(
            type=type,
            instrument=instrument,
            promulgated=promulgated,
            effective=effective,
            provisions=tuple(provisions or ()),
            until=until,
            territory=territory,
            source=source or "",
            decision=decision,
            number=number,
            replaced_by=replaced_by or "",
            affecting=affecting or "",
        )
        done = await acts_on_effects.record_effect(
            info.context.desk, new, client_mutation_id=client_mutation_id
        )
        return await _effect(info, done["effect"])

    @strawberry.mutation(description="确认效力事件（法制办）", graphql_type=EffectResult)
    async def confirm_effect(
        self,
        info: Info,
        effect: strawberry.ID,
        expected_version: int,
        grant: NewGrantInput | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await acts_on_effects.confirm_effect(
            info.context.desk,
            effect=effect,
            expected_version=expected_version,
            grant=grant.record() if grant else None,
            client_mutation_id=client_mutation_id,
        )
        return await _effect(info, done["effect"])

    @strawberry.mutation(description="否定效力事件（法制办）", graphql_type=EffectResult)
    async def reject_effect(
        self,
        info: Info,
        effect: strawberry.ID,
        expected_version: int,
        reason: str,
        client_mutation_id: str | None = None,
    ) -> object:
        done = await acts_on_effects.reject_effect(
            info.context.desk,
            effect=effect,
            expected_version=expected_version,
            reason=reason,
            client_mutation_id=client_mutation_id,
        )
        return await _effect(info, done["effect"])

    @strawberry.mutation(
        description="更正效力事件的日期或地域；原记录仍可查（法制办）", graphql_type=EffectResult
    )
    async def correct_effect(
        self,
        info: Info,
        effect: strawberry.ID,
        expected_version: int,
        reason: str,
        effective: date | None = None,
        until: date | None = None,
        territory: str | None = None,
        client_mutation_id: str | None = None,
    ) -> object:
        given = {"effective": effective, "until": until, "territory": territory}
        done = await acts_on_effects.correct_effect(
            info.context.desk,
            effect=effect,
            expected_version=expected_version,
            corrected={name: value for name, value in given.items() if value is not None},
            reason=reason,
            client_mutation_id=client_mutation_id,
        )
        return await _effect(info, done["effect"])


async def _effect(info: Info, ref: str) -> Effect:
    return Effect.of(await info.context.desk.graph.read(effects.effect, ref))
