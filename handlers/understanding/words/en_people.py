"""English words of people, orders and diets. An underscore stands for a space."""

PEOPLE_WORDS = """
GUIDE: guide local_guide tour_guide interpreter guides
LEADER: leader tour_leader team_leader in_charge group_leader person_in_charge
OFFICE: office tour_office organiser organizer organisers organizers secretariat
SPEAKER: speaker lecturer professor presenter giving_the_lecture gives_the_lecture who_speaks speaking lecturing
  speakers giving teaching presenting gives giving_the_talk prof lecturers professors who_teaches
PEOPLE: participants attendees people delegates members other_participants with_us coming fellow passengers
  everyone_coming anyone_with anybody_with
ME: i me my mine we us our im ive ours
AMI: am_i am_i_on am_i_in
MYNAME: my_name who_am_i
MYDATA: my_data my_details my_information my_info my_personal_data personal_data stored_about_me
MYGROUP: which_bus what_bus my_bus my_group which_group what_group my_team which_team which_bus_am_i which_coach
  bus_am_i
HUMAN: human real_person talk_to_someone speak_to_someone talk_to_a_person speak_to_a_person operator talk_to_a_human
  speak_to_a_human a_person staff_member someone_from speak_with talk_to_staff a_human talk_with_staff speak_to_staff
  contact_staff talk_to speak_to ask_staff ask_a_human staff employees employee workers workforce
CONNECT: ask tell contact
HELP: help what_can_you_do what_can_you how_do_you_work how_does_this_work commands what_do_you_do how_do_i_use usage
  instructions what_can_i_ask how_can_you_help
LANGUAGE: language english korean chinese in_english in_korean in_chinese speak_english english_please korean_please
  chinese_please mandarin
REMIND: pinging pinging_me pings buzzing buzzing_me nudging nudging_me reminder reminders notification notifications
  alert alerts alarm remind remind_me notify notify_me ping ping_me
  buzz nudge heads_up notifying reminding pings reminds messaging_me
OFF: turn_off off mute disable stop no_more no_need_to no_need dont_need stop_sending dont_send dont_remind
  stop_reminding snooze silence quiet_the stop_pinging stop_messaging stop_buzzing stop_nudging dont_wake
  do_not_wake do_not_remind do_not_send do_not_ping dont_ping
ON: turn_on enable unmute
FEE: fee participation_fee tour_price tour_fee price_of_the_tour cost_of_the_tour
TOURDATES: tour_dates
APPLY: apply application how_to_apply how_do_i_apply how_do_i_join applying how_can_i_join
JOIN: join joining
"""

ORDER_WORDS = """
LATE: running late running_late be_late delayed_myself running_behind minutes_late min_late mins_late ill_be_late
  held_up on_my_way omw ill_be_there_in be_there_in there_in almost_there held_up_in
BEHIND: behind
WAIT: wait wait_for_me
IMAT: im_in im_at i_am_in i_am_at were_in were_at im_on i_am_on were_on im_by im_outside were_outside im_back_at
HERE: im_here i_am_here i_arrived ive_arrived we_arrived on_the_bus im_on_the_bus on_board im_on_board made_it
  weve_arrived i_have_arrived we_are_here on_the_coach im_on_the_coach on_bus we_made_it got_here just_arrived
  just_got_here im_back sitting_on_the_bus sitting_on_the_coach in_my_seat
NOBODY: nobody no_one nobodys_here no_ones_here
ABSENT: cant_come cant_make_it not_coming wont_come cannot_come cant_join not_going skip wont_make_it sit_out
  wont_join not_joining absent wont_be_coming cannot_make_it opt_out cannot_attend cant_attend wont_attend sitting_out
  skipping im_skipping sit_this_one_out sitting_this_one_out count_me_out give_it_a_miss not_gonna_make_it
  not_going_to_make_it not_gonna_join gonna_miss going_to_miss will_miss ill_miss wont_be_there cant_be_there
  not_gonna_come giving_it_a_miss
WANT: i_want_to id_love_to i_wanna wanna_do ill_do im_up_for im_keen_on
DELAY: delay delayed postpone postponed push_back pushed_back push later_by delaying
ADVANCE: bring_forward move_up earlier_by earlier move_forward
CHANGE: change changed move moved reschedule rescheduled shift switch update updated changes
SETTO: make make_it lets_make
CANCEL: cancel cancelled canceled call_off called_off drop remove scrap
UNDO: undo revert roll_back undo_that restore take_back_the_change undo_the_last_change undo_last_change reverse_that
HEARD: i_heard heard apparently rumour rumor is_it_true someone_said
HAPPENED: been_changed has_changed was_changed been_cancelled been_canceled been_postponed been_moved been_delayed
  was_moved was_cancelled
NOTICE: announce announcement tell_everyone notify_everyone broadcast message_everyone inform_everyone
  let_everyone_know send_to_all tell_all tell_the_group notify_all send_a_notice inform tell notify let send_a_message
  send_message
EVERYONE: everyone everybody all_participants all_of_them the_group
ROLLCALL: roll_call rollcall attendance attendance_check take_attendance check_attendance head_count_check
  call_the_roll the_roll take_the_roll take_roll do_a_head_count do_a_headcount register_of_attendance
OPEN: start open begin launch
CLOSE: close finish end stop complete wrap_up
STATUS: status progress how_is results result so_far state
MINUTES=15: quarter_of_an_hour a_quarter_of_an_hour
MISSING: hasnt_turned_up havent_turned_up not_turned_up hasnt_shown_up havent_shown_up didnt_show_up didnt_turn_up
  no_show no_shows still_missing missing not_here not_arrived absent_people who_is_missing not_on_the_bus
  hasnt_arrived havent_arrived not_boarded unaccounted hasnt_boarded havent_boarded not_yet_arrived not_checked_in
  havent_checked_in still_missing not_back isnt_here arent_here whos_missing yet_to_arrive not_on_board isnt_on_board
  not_present hasnt_checked_in still_to_come
PRESENT: on_board aboard present arrived here boarded checked_in on_the_bus got_on
STATE_LATE: running_late late_people are_late is_late
STATE_ABSENT: absentees absentee is_absent are_absent
STATE_EXCUSED: excused
TALLY: count tally counts
SOMELIST: list lists names list_of
LIST: rooming_list room_list participant_list list_of_participants members_list list_of_names names_of_participants
  list_of_members name_list roster
EXPORT: excel spreadsheet export download csv xlsx as_a_file file
CALENDAR: calendar calendars my_calendar phone_calendar google_calendar apple_calendar outlook ics ics_file ical
  calendar_file add_to_calendar add_to_my_calendar add_to_the_calendar add_it_to_my_calendar add_this_to_my_calendar
  add_the_schedule_to add_the_tour_to add_the_plan_to add_my_schedule_to put_it_in_my_calendar add_all_stops_to
  save_to_my_calendar save_to_calendar import_to_my_calendar sync_with_my_calendar
AS_OF: as_of
COMPANY: company by_company
"""

DIET_WORDS = """
DIET=vegetarian: vegetarian vegetarians vegan vegans veggie
DIET=halal: halal muslim
DIET=allergy: allergy allergies allergic
DIETWORD: dietary diet diets special_meal special_meals dietary_requirements dietary_needs
CANTEAT: cant_eat dont_eat cannot_eat do_not_eat
"""
