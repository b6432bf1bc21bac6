"""Tables of conversations, by what they are for."""

from handlers.tables.accounts import (
    AccessRow,
    AccountRow,
    ApplicationRow,
    InvitationRow,
    InvitationUseRow,
    JoinRequestRow,
    OtherMembershipRow,
    TourCodeRow,
    WrongCodeRow,
)
from handlers.tables.attendance import AttendanceRow, AttendanceState, BusCodeRow, ReplacedBusCodeRow, RollCallRow
from handlers.tables.files import FileRow
from handlers.tables.guesses import GuessBudgetRow
from handlers.tables.ledger import (
    DeliveryRow,
    DeliveryState,
    DeliveryTryRow,
    Lane,
    LiveMessageRow,
    NoticeKind,
    NoticeRow,
    SenderRow,
)
from handlers.tables.proposals import ProposalRow
from handlers.tables.relay import KeptAnswerRow, StaffQuestionRow, TroubleRow
from handlers.tables.reminders import PlannedReminderRow, ReminderRow
from handlers.tables.signups import PlannedRatingRow, RatingAskedRow, RatingRow, SignUpRow, SignUpState

__all__ = [
    "AccessRow",
    "AccountRow",
    "ApplicationRow",
    "AttendanceRow",
    "AttendanceState",
    "BusCodeRow",
    "DeliveryRow",
    "DeliveryState",
    "DeliveryTryRow",
    "FileRow",
    "GuessBudgetRow",
    "InvitationRow",
    "InvitationUseRow",
    "JoinRequestRow",
    "KeptAnswerRow",
    "Lane",
    "LiveMessageRow",
    "NoticeKind",
    "NoticeRow",
    "OtherMembershipRow",
    "PlannedRatingRow",
    "PlannedReminderRow",
    "ProposalRow",
    "RatingAskedRow",
    "RatingRow",
    "ReminderRow",
    "ReplacedBusCodeRow",
    "RollCallRow",
    "SenderRow",
    "SignUpRow",
    "SignUpState",
    "StaffQuestionRow",
    "TourCodeRow",
    "TroubleRow",
    "WrongCodeRow",
]
