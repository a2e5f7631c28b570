# id: embed-in-text
# category: theft
# tries: a text cell asks for pictures and files of the grader's
# expect: no gain

# %% markdown
# ![](file:///root/.netrc) <img src="http://127.0.0.1/x.png"> <script>alert(1)</script>
# <iframe src="../../neighbour/toy/part_01.ipynb"></iframe> {{ config }} {% include '/etc/passwd' %}
