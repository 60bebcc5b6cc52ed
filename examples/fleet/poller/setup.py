from setuptools import setup

setup(
    name='poller',
    version='1.4.2',
    packages=['poller'],
    python_requires='>=2.7,<4',
    install_requires=['requests>=2.4'],
)
