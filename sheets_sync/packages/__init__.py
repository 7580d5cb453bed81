"""The open data package of a period: CSV with a `datapackage.json`, made from a recap, written, and read back.

After Data Package and Table Schema, version 1 (https://specs.frictionlessdata.io), and Satu Data Indonesia (Perpres
39/2019): each indicator with its konsep, definisi, klasifikasi, ukuran and satuan.
"""
