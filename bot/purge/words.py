"""What people wrote and told: questions, remarks, calls for help, applications, places."""

from sqlalchemy import or_

from bot.purge.tally import Purge
from handlers.tables import (
    ApplicationRow,
    BusCodeRow,
    KeptAnswerRow,
    ProposalRow,
    RatingRow,
    ReplacedBusCodeRow,
    StaffQuestionRow,
    TroubleRow,
)


def erase_words(purge: Purge) -> None:
    """Empty the words; that somebody asked, rated or called for help stays as a number."""
    tour = purge.tour
    lost = (TroubleRow.tour_id == tour,)
    purge.empty("locations", TroubleRow, *lost, latitude=None, longitude=None)
    purge.empty("calls for help", TroubleRow, *lost, words="")
    purge.empty("questions to the staff", StaffQuestionRow, StaffQuestionRow.tour_id == tour, words="", answer="")
    purge.empty("answers kept for all", KeptAnswerRow, KeptAnswerRow.tour_id == tour, form="")
    purge.empty("remarks on visits", RatingRow, RatingRow.tour_id == tour, remark="")
    applied = or_(ApplicationRow.tour_id == tour, ApplicationRow.account_id.in_(purge.own))
    purge.empty("applications", ApplicationRow, applied, name="", company="", phone="", language="")
    purge.remove("previews", ProposalRow, ProposalRow.tour_id == tour)
    purge.remove("codes of buses", BusCodeRow, BusCodeRow.tour_id == tour)
    purge.remove("codes of buses", ReplacedBusCodeRow, ReplacedBusCodeRow.tour_id == tour)
