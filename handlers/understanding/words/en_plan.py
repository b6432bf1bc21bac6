"""English words of questions about the plan. An underscore stands for a space."""

QUESTION_WORDS = """
WHEN: when whens what_time whats_the_time_of at_what_time what_hour how_late how_early until_when what_day which_day
  what_date till_when by_when since_when remind_me_when remind_me_what_time remind_us_when by_what_hour
YEAR: what_year which_year in_what_year in_which_year
TIME: time times timing hour hours timetable
NOUNPLACE: location place
WHERE: where wheres location place which_place whereabouts how_do_i_get_to how_do_we_get_to how_to_get_to
  how_can_i_get_to way_to directions directions_to how_do_i_find how_do_i_get cant_find cannot_find
  where_did_everyone_go what_stop_is_this which_stop_is_this what_place_is_this where_are_we remind_me_where
  remind_us_where
WHAT: what whats which what_kind what_is what_are which_room what_does remind_me_what remind_me_whats remind_me_which
  remind_us_what whatsnext
WHO: who whos whom who_is
COUNT: how_many how_many_people how_many_persons number_of_people headcount how_many_of_us how_many_participants
  total_number how_many_are how_many_in count
PRICE: how_much price cost costs how_much_is how_expensive
NIGHTS: how_many_days how_many_nights
DURATION: how_long how_far how_many_hours how_many_minutes duration long_is how_long_is how_long_does take takes lasts
  last_for
HOW: how hows how_is how_about
WHY: why
YESNO: is are do does can could may should will am was did were would has have is_there are_there do_we is_it can_i
  can_we may_i should_i should_we do_i must need_to have_to am_i allowed permitted ok_to okay_to possible available
  any
"""

AGENDA_WORDS = """
AGENDA: activity activities schedule schedules agenda itinerary plan plans programme_of program_of on_the_agenda
  whats_on whats_happening whats_planned planned going_on whats_going_on happening whats_the_plan doing we_doing
  whats_up_on whats_up_for whats_up_tomorrow whats_up_today whats_up_next anything_on anything_planned something_on
  what_day_is_it todays_plan whats_the_deal whats_in_store whats_lined_up on_the_cards whats_scheduled scheduled
TOUR: whole_schedule entire_schedule full_schedule whole_itinerary full_itinerary entire_itinerary complete_schedule
  whole_trip entire_trip whole_tour entire_tour tour trip full_programme full_program whole_programme all_days
  overall_schedule delegation programme program this_tour the_tour this_trip the_trip
ALL: all everything whole entire full complete total overall
HEREWORD: here this_place
NOW: now right_now currently at_the_moment current present_moment where_did_everyone_go what_stop_is_this
  which_stop_is_this what_place_is_this were_at_now where_are_we
NEXT: next after_this after_that afterwards then_what whats_next following coming_up up_next what_comes_next
  comes_next
  upcoming next_up whatsnext remind_me_whats_next
NEXT2: after_next the_one_after_next next_after_next one_after_that the_one_after_that the_stop_after_next
LATER: later in_a_while
JUST: just_now earlier just previous
FIRST: first earliest first_thing
FINAL: last final latest
REST: remaining left rest_of_the rest
AFTERWARD: after after_lunch after_dinner after_breakfast
START: start starts begin begins starting beginning open opens
END: end ends finish finishes over finished done
MUST: mandatory compulsory obligatory optional
RIDE: ride take_the catch
DEPART: leave leaves depart departs departure leaving set_off head_out board boarding departing go_out take_off
  takes_off head_off start_from move_out
ARRIVE: touch_down touchdown touching_down landing arrive arrives arrival arriving get_back return returns land lands
  go_home back_home get_home reach be_there
  get_there fly_home home fly_back come_back head_home
GO: go going visit visiting visits get travel head heading see see_the drive walk reach getting headed heading_to
  swing_by stopping_at
LAST_GO: went visited
WAKE: wake_up get_up wake wake_up_call
DO: do doing happens have take_place make makes produce produces develop develops build builds offer offers sell sells
GATHER: meet gather gathering assemble assembly meeting_point meeting_place meeting_time muster gather_at meet_up
  meetup meeting_spot meetingpoint get_picked_up pick_up pickup picked_up where_to_meet gathering_point gathering_time
  assembly_point gathering_place meet_at picking_us_up picking_up picked_us_up pick_us_up picks_us_up collect_us
  we_meeting are_we_meeting meeting_up were_meeting we_gathering meeting_us meets_us where_do_i_meet be_downstairs
  come_downstairs back_on_the_bus back_at_the_bus back_to_the_bus back_on_the_coach back_at_the_coach be_back_at_the
  regroup rendezvous meet_back
PLACE: lobby parking_lot reception front_desk front_gate main_gate place spot point floor entrance gate exit
  downstairs hall conference_room seminar_room ballroom banquet_hall meeting_room
"""

STOP_WORDS = """
BRING: bring to_bring need needs needed carry should_i_bring pack take_with need_to_bring required bring_along
  what_should_i_prepare prepare_for what_to_bring take_along have_with_me with_me
ITEM: business_card business_cards name_card driving_licence licence license drivers_license drivers_licence
  driver_license driving_license
DRESS: blazer suits sneakers heels sandals skirt dressy smart_casual business_casual t-shirt tshirt shirt
  hoodie dress_up dressed wear dress dress_code clothes outfit attire clothing suit tie shoes jeans casual shorts
  formal
PHOTO: foto fotos selfie_stick tripod pics pic snap snaps photo photos picture pictures photograph photography film
  filming camera take_photos take_pictures photographs selfie video record
RULES: hand_in_our_phones hand_in_my_phone hand_in_phones hand_over_our_phones hand_over_my_phone
  surrender_our_phones surrender_my_phone phones_collected rules rule prohibited forbidden not_allowed regulations
  restrictions take_our_phones take_my_phone collect_our_phones collect_phones confiscate_phones lock_up_our_phones
  leave_our_phones leave_my_phone
ABOUT: about tell_me_about tell_me_more information info introduce introduction describe description explain
  learn_about details famous history know_about what_do_they_do special interesting known_for known what_does lowdown
  rundown gist scoop background overview summary what_do_they
AREA: area size how_big how_large big large
APPROVED: approved approval
FOUNDED: founded built established opened made
HOURS: opening_hours business_hours
TICKET: ticket tickets admission entrance_fee
ADDRESS: address addresses
MAP: map maps navigation coordinates pin drop_a_pin location_pin google_map google_map_of map_link
PHONE: phone phone_number call contact number telephone mobile tel contact_number contacts reach_out contact_details
  cell numbers phone_numbers digits
URL: website homepage link url web_page
SIGNUP: sign_up signup sign_me_up register registration enroll enrol join_the take_part participate signed_up
  put_me_down sign_us_up count_me_in put_my_name_down put_my_name put_me_in put_my_name_on put_me_on_the_list
  add_me_to_the_list add_me_to sign_my_name reserve_a_spot reserve_a_place save_me_a_spot book_me_in book_me_on
  want_a_spot i_want_in spots_left places_left spaces_left how_many_spots how_many_places any_spots spots still_room
"""

KIND_WORDS = """
KIND=lecture: lecture lectures talk seminar class talks presentation seminars keynote
KIND=visit: company_visit company_visits site_visit site_visits factory_visit visits
KIND=activity: hands_on
KIND=free: free_time leisure_time free
KIND=transfer: transfer transfers
EVENT: farewell_party farewell_dinner farewell_banquet goodbye_dinner goodbye_party welcome_party welcome_dinner
  welcome_banquet welcome_reception opening_ceremony closing_ceremony conference meeting appointment party concert
  interview meetings wedding match game event reception workshop to_do_list todo_list shopping_list grocery_list
  at_work for_work make_money earn_money save_money in_pounds in_dollars in_euros in_yen in_yuan in_rupees
"""
