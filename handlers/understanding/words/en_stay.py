"""English words of everyday needs on a tour. An underscore stands for a space."""

DAILY_WORDS = """
EAT: eat eating food meal meals menu dine dining restaurant served for_food to_eat eaten dish
EATERY: restaurant
BREAKFAST: breakfast brekkie after_breakfast
LUNCH: lunch lunchtime luncheon after_lunch
DINNER: dinner supper banquet evening_meal after_dinner
MORNING: morning am this_morning
AFTERNOON: afternoon this_afternoon pm arvo
EVENING: tonight evening night this_evening tonite tonights this_eve
HOTEL: hotel hotels accommodation lodging stay staying our_hotel where_we_stay where_do_we_sleep
AMENITY=pool: pool swimming_pool
AMENITY=gym: gym fitness
AMENITY=sauna: sauna
AMENITY=bath: public_bath hot_spring onsen
AMENITY=laundry: laundry launderette laundromat coin_laundry washing_machine wash_my_clothes
AMENITY=minibar: minibar
AMENITY=room_service: room_service
AMENITY=safe: safe
AMENITY=parking: parking
AMENITY: iron hair_dryer
ROOM: room rooms room_number my_room room_no which_room room_assignment rooming
ROOMSIGN: room_number room_no number_of_my_room
ROOMMATE: roommate room_mate
WIFI: wifi wi_fi internet wlan wi_fi_password wifi_password
PASSWORD: password passcode pw wifi_pass pass_code passkey wi_fi_code wifi_code
CHECKIN: check_in checkin checking_in
CHECKOUT: check_out checkout checking_out vacate vacate_the_room vacate_the_rooms vacate_our_rooms
BUS: bus buses coaches coach vehicle shuttle
PLATE: plate plate_number licence_plate license_plate number_plate registration_number
SEAT: seat seats seat_number
FLIGHT: flight flights plane airplane our_flight fly return_flight flight_home flight_back flight_time aeroplane
HOMEWARD: return_flight flight_home flight_back return home back_home back
OUTWARD: outbound_flight flight_there flight_out outbound
FLIGHTNO: flight_number flight_no flight_code
TRAIN: train trains train_station night_train high_speed_train railway
TRAFFIC: traffic traffic_jam jam
SUBWAY: subway metro underground
TAXI: taxi cab uber driver didi taxi_driver
AIRPORT: airport
TERMINAL: terminal
LUGGAGE: luggage bags baggage suitcase suitcases bag
"""

PRACTICAL_WORDS = """
MONEY: money cash currency exchange pay payment alipay wechat_pay wechat credit_card card yuan cards credit_cards
  dollars euros change_money exchange_money euro rmb renminbi coins banknotes apple_pay yen pounds krw jpy usd eur
  gbp twd ntd hkd debit_card contactless cashless small_change
ATM: atm cash_machine cashpoint atms
RATE: exchange_rate exchange_rates rate_of_exchange conversion_rate
TIP: tip tipping tips
POWER: uk_plug uk_plugs us_plug us_plugs eu_plug korean_plug british_plug american_plug power plug socket voltage
  adapter adaptor charger outlet electricity sockets plugs outlets charge
CONNECTIVITY: roaming_work does_roaming_work sim_work roaming sim sim_card esim mobile_data data_roaming vpn kakaotalk
  kakao telegram whatsapp
APPUSE: use using access blocked work_here work_there loading not_loading isnt_loading wont_load doesnt_load load
  not_working isnt_working
BUY: buy get
APP: openai open_ai gpt google instagram youtube facebook
WEATHER: weather rain raining cold hot temperature umbrella forecast snow sunny warm
TIMEDIFF: time_difference time_zone timezone jet_lag hours_ahead hours_behind time_zones
CLOCK: what_time_is_it current_time local_time time_now whats_the_time time_is_it what_time_is_it_now the_time_now
HOMELAND: korea home_country
HOMETIME: korean_time korea_time seoul_time in_korean_time home_time in_korea time_in_korea back_home_time kst
TIPS: travel_tips travel_info useful_tips
VISA: visa immigration customs duty_free_allowance duty_free_limit
PASSPORT: passport passports
INSURANCE: travel_insurance insurance insured
MEDICINE: medicine pharmacy drugstore vaccine
WATER: water drinking_water tap_water coffee
TOILET: toilet restroom bathroom toilets restrooms washroom
SMOKING: smoke smoking cigarette
SHOPPING: shopping souvenirs souvenir shop duty_free duty_free_shop duty_free_shops
ERRAND: exchange_office money_exchange_office ticket_office box_office head_office power_plant fire_station
  trade_office post_office
EMERGENCY: missed_the_bus missed_my_flight missed_the_train missed_the_flight emergency hospital ambulance police hurt
  injured accident fainted unconscious stolen robbed robbery embassy consulate bleeding im_lost lost_my_way i_am_lost
  got_lost call_the_police doctor sick chest_pain broke_my very_ill collapsed heart_attack fire were_lost pickpocketed
  emergency_number emergency_contact urgent_help stole stole_my i_feel_sick feel_sick throwing_up vomiting passed_out
  food_poisoning had_an_accident call_an_ambulance need_an_ambulance need_a_doctor i_need_help_now cant_find_the_group
  cant_find_you cant_find_anyone cant_find_anybody separated separated_from lost_the_group got_separated lost_everyone
  cant_breathe can_not_breathe cannot_breathe hard_to_breathe trouble_breathing allergic_reaction seizure
  left_behind you_left_without_me bus_left_without_me missed_the_coach
LOST: nicked nicked_my snatched_my lost missing_my left_my forgot_my cant_find_my cannot_find_my can_not_find_my
  lost_my
  is_gone has_gone_missing is_missing
VALUABLE: wallet handbag purse room_key key_card keycard
"""
